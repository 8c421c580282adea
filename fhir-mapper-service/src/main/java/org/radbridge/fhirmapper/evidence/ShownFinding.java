package org.radbridge.fhirmapper.evidence;

import java.util.List;
import java.util.Optional;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Review;

/**
 * A finding that is shown on an image: present, and rejected by nobody.
 *
 * @param run the run that made it
 * @param finding the finding
 * @param evidence where it was seen
 */
public record ShownFinding(ModelRun run, Finding finding, Evidence evidence) {

    /** Those of a result, in the order of its runs. */
    static List<ShownFinding> of(StudyResult result) {
        return result.event().runs().stream()
                .flatMap(run ->
                        run.findings().stream()
                                .flatMap(finding -> shown(result, run, finding).stream()))
                .toList();
    }

    private static Optional<ShownFinding> shown(StudyResult result, ModelRun run, Finding finding) {
        Evidence evidence = finding.evidence();
        return evidence != null && isPresent(result, run, finding)
                ? Optional.of(new ShownFinding(run, finding, evidence))
                : Optional.empty();
    }

    /** Whether a finding is asserted as present: a radiologist's word counts before a model's. */
    public static boolean isPresent(StudyResult result, ModelRun run, Finding finding) {
        Review review = result.review();
        String observation =
                ResourceIds.observation(result.event().studyInstanceUid(), run, finding.label());
        return review.asserts(observation) && review.present(observation, finding.present());
    }

    /** Which lesion it is: the same in every object and revision, and in later studies of it. */
    public static String trackingUid(StudyResult result, ModelRun run, Finding finding) {
        return result.tracking().of(result.event().studyInstanceUid(), run, finding);
    }

    /** The image, or the frame of it, that the finding was seen on. */
    public static ImageReference image(String studyInstanceUid, Evidence evidence) {
        return new ImageReference(
                studyInstanceUid,
                evidence.seriesInstanceUid(),
                evidence.sopClassUid(),
                evidence.sopInstanceUid(),
                evidence.frame() == null ? List.of() : List.of(evidence.frame()));
    }

    /** The outline; empty when what there is makes none. */
    List<ImagePoint> outline() {
        return evidence.region().size() < 3
                ? List.of()
                : evidence.region().stream()
                        .map(point -> new ImagePoint(point.column(), point.row()))
                        .toList();
    }
}
