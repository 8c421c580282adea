package org.radbridge.fhirmapper.lesion;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelRun;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.RankedFinding;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.mapping.TrackingUids;
import org.radbridge.fhirmapper.review.ReportStatus;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.terminology.FindingConcept;
import org.radbridge.fhirmapper.terminology.FindingTable;

/**
 * A finding that a result asserts as present.
 *
 * @param observation id of its Observation
 * @param concept what it is and where: findings of two studies that are alike in this may be one
 *     lesion
 * @param ownUid its tracking UID if no other study has shown it
 */
record SeenLesion(String observation, String concept, String ownUid) {

    /** Those of a result; a radiologist's word counts before a model's. */
    static List<SeenLesion> of(InferenceCompleted event, Review review) {
        if (review.status() == ReportStatus.ENTERED_IN_ERROR) {
            return List.of();
        }
        String study = event.studyInstanceUid();
        return RankedFinding.rank(event.runs()).stream()
                .filter(ranked -> isPresent(study, ranked, review))
                .map(ranked ->
                        new SeenLesion(
                                observation(study, ranked),
                                concept(ranked.run(), ranked.finding()),
                                TrackingUids.own(study, ranked.run(), ranked.finding())))
                .toList();
    }

    /**
     * Which tracking UID each has: the one it got before; else that of the one lesion of the
     * patient's other studies that is like it, if it is the only such finding here; else its own.
     *
     * @param known those assigned before, by observation
     * @param elsewhere by concept, the UID of the only lesion of other studies that is alike
     */
    static Map<String, String> assign(
            List<SeenLesion> seen, Map<String, String> known, Map<String, String> elsewhere) {
        Map<String, Long> alike =
                seen.stream()
                        .collect(Collectors.groupingBy(SeenLesion::concept, Collectors.counting()));
        Map<String, String> assigned = new TreeMap<>(known);
        for (SeenLesion lesion : seen) {
            String joined =
                    alike.getOrDefault(lesion.concept(), 0L) == 1
                            ? elsewhere.getOrDefault(lesion.concept(), lesion.ownUid())
                            : lesion.ownUid();
            assigned.putIfAbsent(lesion.observation(), joined);
        }
        return assigned;
    }

    private static boolean isPresent(String study, RankedFinding ranked, Review review) {
        String observation = observation(study, ranked);
        return review.asserts(observation)
                && review.present(observation, ranked.finding().present());
    }

    private static String observation(String study, RankedFinding ranked) {
        return ResourceIds.observation(study, ranked.run(), ranked.finding().label());
    }

    /** The finding's first code, else what the model calls it; and the region it looked at. */
    private static String concept(ModelRun run, Finding finding) {
        String code =
                FindingTable.shipped()
                        .byLabel(run.model(), finding.label())
                        .map(FindingConcept::codes)
                        .flatMap(codes -> codes.stream().findFirst())
                        .map(first -> first.system() + "|" + first.code())
                        .or(() -> finding.codes().stream().findFirst().map(SeenLesion::token))
                        .orElseGet(() ->
                                CodeSystems.MODEL_LABEL
                                        + "|"
                                        + run.model()
                                        + "/"
                                        + finding.label());
        CodedConcept region = run.bodyRegion();
        return code + " @ " + (region == null ? "" : token(region));
    }

    private static String token(CodedConcept concept) {
        return concept.system() + "|" + concept.code();
    }
}
