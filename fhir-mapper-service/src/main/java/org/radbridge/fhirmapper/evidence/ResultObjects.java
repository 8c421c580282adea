package org.radbridge.fhirmapper.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.ReportStatus;

/**
 * Which objects a result is told by. A map is that of its run and label, whoever has signed since;
 * what says how far the report has come is another object in each edition.
 */
public final class ResultObjects {
    private static final Set<String> SLICES = Set.of("CT", "MR", "PT", "NM");

    private final StudyResult result;
    private final String study;
    private final List<PlannedObject> objects;

    private ResultObjects(StudyResult result) {
        this.result = result;
        this.study = result.event().studyInstanceUid();
        this.objects = plan();
    }

    /** The objects of a result; none of one that was withdrawn. */
    public static ResultObjects of(StudyResult result) {
        return new ResultObjects(result);
    }

    /** All, the structured report first. */
    public List<PlannedObject> all() {
        return objects;
    }

    public List<PlannedObject> of(ObjectKind kind) {
        return objects.stream().filter(object -> object.kind() == kind).toList();
    }

    /** The objects of a kind that show a finding. */
    public Stream<ImageReference> showing(ObjectKind kind, ModelRun run, String label) {
        return of(kind).stream()
                .filter(object ->
                        object.findings().stream()
                                .anyMatch(shown ->
                                        shown.run().equals(run)
                                                && shown.finding().label().equals(label)))
                .map(PlannedObject::reference);
    }

    public Optional<ImageReference> keyObjects() {
        return of(ObjectKind.KEY_OBJECT_SELECTION).stream()
                .map(PlannedObject::reference)
                .findFirst();
    }

    private List<PlannedObject> plan() {
        if (result.review().status() == ReportStatus.ENTERED_IN_ERROR) {
            return List.of();
        }
        List<ShownFinding> findings = ShownFinding.of(result);
        List<PlannedObject> plan = new ArrayList<>();
        plan.add(
                planned(
                        ObjectKind.STRUCTURED_REPORT,
                        "structured-report-series/" + study,
                        "structured-report/" + edition(),
                        findings));
        for (ShownFinding shown : findings) {
            if (shown.evidence().heatMap() != null) {
                String name = study + "/" + shown.run().runId() + "/" + shown.finding().label();
                plan.add(
                        planned(
                                ObjectKind.PARAMETRIC_MAP,
                                "parametric-map-series/" + study + "/" + plane(shown),
                                "parametric-map/" + name + decided(shown),
                                List.of(shown)));
                plan.add(
                        planned(
                                ObjectKind.SECONDARY_CAPTURE,
                                "secondary-capture-series/" + study,
                                "secondary-capture/" + name + "/" + edition(),
                                List.of(shown)));
            }
        }
        byImage(findings)
                .forEach((image, onImage) ->
                        plan.add(
                                planned(
                                        ObjectKind.PRESENTATION_STATE,
                                        "presentation-state-series/" + study,
                                        "presentation-state/" + image + "/" + edition(),
                                        onImage)));
        if (!findings.isEmpty()) {
            plan.add(
                    planned(
                            ObjectKind.KEY_OBJECT_SELECTION,
                            "key-object-series/" + study,
                            "key-object-selection/" + edition(),
                            findings));
        }
        return List.copyOf(plan);
    }

    /**
     * A series of maps has one frame of reference: that of the series they lie over, and of each
     * projection another.
     */
    private String plane(ShownFinding shown) {
        String series = shown.evidence().seriesInstanceUid();
        boolean slices =
                result.study().series().stream()
                        .filter(one -> one.uid().equals(series))
                        .anyMatch(one -> one.modality() != null && SLICES.contains(one.modality()));
        return slices ? series : shown.evidence().sopInstanceUid();
    }

    /**
     * What was rejected must not come back under the same UID: a map's changes with each word of a
     * radiologist on its finding.
     */
    private String decided(ShownFinding shown) {
        return result.review()
                .decision(ResourceIds.observation(study, shown.run(), shown.finding().label()))
                .map(decision -> "/" + decision.at())
                .orElse("");
    }

    private PlannedObject planned(
            ObjectKind kind, String series, String object, List<ShownFinding> findings) {
        return new PlannedObject(
                kind,
                new ImageReference(
                        study, Uid.fromName(series), kind.sopClassUid(), Uid.fromName(object)),
                findings);
    }

    /** Names this edition of this result of this study: another when the models ran again. */
    private String edition() {
        String runs =
                result.event().runs().stream()
                        .map(ModelRun::runId)
                        .sorted()
                        .collect(Collectors.joining(","));
        return study
                + "/"
                + result.event().revision()
                + "/"
                + result.review().edition()
                + "/"
                + runs;
    }

    private static Map<String, List<ShownFinding>> byImage(List<ShownFinding> findings) {
        return findings.stream()
                .collect(
                        Collectors.groupingBy(
                                shown -> image(shown.evidence()),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    private static String image(Evidence evidence) {
        return evidence.sopInstanceUid() + "/" + evidence.frame();
    }
}
