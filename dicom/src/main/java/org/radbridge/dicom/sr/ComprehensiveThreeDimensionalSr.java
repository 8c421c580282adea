package org.radbridge.dicom.sr;

import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.ObjectHeader;
import org.radbridge.dicom.iod.ReferencedInstances;
import org.radbridge.dicom.sr.MeasurementReport.AlgorithmResult;

/**
 * The Comprehensive 3D SR IOD (PS3.3 section A.35.13) for results of algorithms. The document is
 * UNVERIFIED and PRELIMINARY until a person has reviewed it.
 */
public final class ComprehensiveThreeDimensionalSr {

    private ComprehensiveThreeDimensionalSr() {}

    /**
     * The document of a Measurement Report (TID 1500).
     *
     * @throws InvalidValueException when the source has no Study Instance UID
     */
    public static DataSet write(SrDocument document, MeasurementReport report) {
        ContentItem.Container content = MeasurementReportTemplate.layOut(report);
        List<AlgorithmIdentification> algorithms =
                report.results().stream().map(AlgorithmResult::algorithm).distinct().toList();
        return write(document, content, algorithms);
    }

    /** A document with any content tree. */
    public static DataSet write(
            SrDocument document,
            ContentItem.Container content,
            List<AlgorithmIdentification> algorithms) {
        ObjectHeader header = document.header(algorithms);
        DataSet dataSet = header.write().putItems(Tag.ReferencedPerformedProcedureStepSequence);
        addState(document, dataSet);
        addEvidence(content, header.studyInstanceUid(), dataSet);
        addPredecessors(document, dataSet);
        return dataSet.putAll(ContentTreeWriter.write(content));
    }

    /** PS3.3 section C.17.2. */
    private static void addState(SrDocument document, DataSet target) {
        boolean verified = document.verification().isPresent();
        target.put(Tag.CompletionFlag, document.completion().name())
                .put(Tag.VerificationFlag, verified ? "VERIFIED" : "UNVERIFIED")
                .put(Tag.PreliminaryFlag, verified ? "FINAL" : "PRELIMINARY")
                .putItems(Tag.PerformedProcedureCodeSequence);
        document.verification()
                .ifPresent(by -> target.putItems(Tag.VerifyingObserverSequence, by.toItem()));
    }

    /**
     * Images of this study apart from those of others, priors for example (PS3.3 section C.17.2.3).
     */
    private static void addEvidence(ContentItem content, String study, DataSet target) {
        ReferencedInstances evidence = ContentReferences.of(content);
        List<DataSet> current = evidence.toItems(study::equals);
        if (!current.isEmpty()) {
            target.putItems(Tag.CurrentRequestedProcedureEvidenceSequence, current);
        }
        List<DataSet> other = evidence.toItems(uid -> !uid.equals(study));
        if (!other.isEmpty()) {
            target.putItems(Tag.PertinentOtherEvidenceSequence, other);
        }
    }

    private static void addPredecessors(SrDocument document, DataSet target) {
        if (document.predecessors().isEmpty()) {
            return;
        }
        ReferencedInstances predecessors = new ReferencedInstances();
        document.predecessors()
                .forEach(one ->
                        predecessors.add(
                                one.studyInstanceUid(),
                                one.seriesInstanceUid(),
                                one.sopClassUid(),
                                one.sopInstanceUid()));
        target.putItems(Tag.PredecessorDocumentsSequence, predecessors.toItems());
    }
}
