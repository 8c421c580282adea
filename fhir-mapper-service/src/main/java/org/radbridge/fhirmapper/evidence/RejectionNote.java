package org.radbridge.fhirmapper.evidence;

import java.util.List;
import java.util.stream.Collectors;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.sr.Concepts;
import org.radbridge.dicom.sr.KeyObjectSelection;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.ReportStatus;

/**
 * A note that takes objects back (IHE Imaging Object Change Management, RAD TF-2 4.66.4.1.3): a key
 * object selection whose title says why. What a later edition replaces is rejected for quality
 * reasons, and an archive may still show it on demand; what a radiologist withdrew as an error is
 * rejected for patient safety reasons, and must not be shown.
 */
public final class RejectionNote {
    private final StudyResult result;
    private final List<ImageReference> rejected;
    private final PlannedObject object;

    /**
     * @param result the result that is shown now
     * @param rejected the objects to take back; at least one
     */
    public RejectionNote(StudyResult result, List<ImageReference> rejected) {
        this.result = result;
        this.rejected = List.copyOf(rejected);
        String study = result.event().studyInstanceUid();
        String uids =
                rejected.stream()
                        .map(ImageReference::sopInstanceUid)
                        .sorted()
                        .collect(Collectors.joining(","));
        this.object =
                new PlannedObject(
                        ObjectKind.REJECTION_NOTE,
                        new ImageReference(
                                study,
                                Uid.fromName("rejection-note-series/" + study),
                                Uid.KeyObjectSelectionDocumentStorage,
                                Uid.fromName(
                                        "rejection-note/"
                                                + study
                                                + "/"
                                                + title().value()
                                                + "/"
                                                + uids)),
                        List.of());
    }

    /** Its UIDs: derived from what it rejects, and why. */
    public PlannedObject object() {
        return object;
    }

    public DataSet build(ObjectAuthor author) {
        ObjectHeaders headers = new ObjectHeaders(result, author);
        return KeyObjectSelection.write(
                headers.of(
                        object,
                        "KO",
                        "Rejection notes",
                        headers.instanceNumber(),
                        headers.contentTime()),
                title(),
                withdrawn() ? "Withdrawn by a radiologist" : "Superseded by a later result",
                rejected.stream().filter(RejectionNote::isImage).toList(),
                rejected.stream().filter(reference -> !isImage(reference)).toList());
    }

    private boolean withdrawn() {
        return result.review().status() == ReportStatus.ENTERED_IN_ERROR;
    }

    private ConceptCode title() {
        return withdrawn()
                ? Concepts.REJECTED_FOR_PATIENT_SAFETY_REASONS
                : Concepts.REJECTED_FOR_QUALITY_REASONS;
    }

    private static boolean isImage(ImageReference reference) {
        return reference.sopClassUid().equals(Uid.ParametricMapStorage)
                || reference.sopClassUid().equals(Uid.SecondaryCaptureImageStorage);
    }
}
