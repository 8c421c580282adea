package org.radbridge.dicom.sr;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.Equipment;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.sr.MeasurementReport.AlgorithmResult;
import org.radbridge.dicom.sr.MeasurementReport.LibraryImage;
import org.radbridge.dicom.sr.ReportedFinding.ImageRegion;
import org.radbridge.dicom.sr.ReportedFinding.Measurement;
import org.radbridge.dicom.sr.SrDocument.Completion;
import org.radbridge.dicom.sr.SrDocument.PredecessorDocument;

/**
 * Reports as the suite makes them: a chest radiograph with 18 findings, and a head CT with a
 * haemorrhage.
 */
final class SampleReports {

    static final String SOP_INSTANCE_UID = Uid.fromName("report");
    static final String SERIES_INSTANCE_UID = Uid.fromName("report series");

    static final List<String> CHEST_LABELS =
            List.of(
                    "Atelectasis",
                    "Consolidation",
                    "Infiltration",
                    "Pneumothorax",
                    "Edema",
                    "Emphysema",
                    "Fibrosis",
                    "Effusion",
                    "Pneumonia",
                    "Pleural thickening",
                    "Cardiomegaly",
                    "Nodule",
                    "Mass",
                    "Hernia",
                    "Lung lesion",
                    "Fracture",
                    "Lung opacity",
                    "Enlarged cardiomediastinum");

    private static final ConceptCode PNEUMOTHORAX = ConceptCode.sct("36118008", "Pneumothorax");
    private static final ConceptCode HAEMORRHAGE =
            ConceptCode.sct("1386000", "Intracranial hemorrhage");
    private static final ConceptCode CHEST = ConceptCode.sct("51185008", "Chest");
    private static final ConceptCode LUNG = ConceptCode.sct("39607008", "Lung");
    private static final ConceptCode LEFT = ConceptCode.sct("7771000", "Left");
    private static final ConceptCode HEAD = ConceptCode.sct("69536005", "Head");
    private static final ConceptCode VOLUME = ConceptCode.sct("118565006", "Volume");
    private static final ConceptCode OUTLINED =
            new ConceptCode("outlined", ConceptCode.PRIVATE_SCHEME, "Outlined by hand");
    private static final ConceptCode MILLILITRE = new ConceptCode("mL", "UCUM", "mL");

    static final AlgorithmIdentification CHEST_MODEL =
            new AlgorithmIdentification(
                    "Radbridge",
                    "chest-radiograph-18",
                    "1.2.0",
                    Uid.fromName("chest-radiograph-18/1.2.0"),
                    "thresholds: default");
    static final AlgorithmIdentification HEAD_MODEL =
            new AlgorithmIdentification(
                    "Radbridge",
                    "head-ct-haemorrhage",
                    "0.9.1",
                    Uid.fromName("head-ct-haemorrhage/0.9.1"),
                    null);

    private SampleReports() {}

    static ImageReference reference(DataSet image) {
        return new ImageReference(
                image.string(Tag.StudyInstanceUID).orElseThrow(),
                image.string(Tag.SeriesInstanceUID).orElseThrow(),
                image.string(Tag.SOPClassUID).orElseThrow(),
                image.string(Tag.SOPInstanceUID).orElseThrow());
    }

    /** An object made beside the report. */
    private static ImageReference made(ImageReference image, String sopClassUid) {
        return new ImageReference(
                image.studyInstanceUid(),
                Uid.fromName("series of " + sopClassUid),
                sopClassUid,
                Uid.fromName("object of " + sopClassUid));
    }

    static DataSet chest(DataSet image) {
        ImageReference reference = reference(image);
        List<ReportedFinding> findings = new ArrayList<>();
        for (int i = 0; i < CHEST_LABELS.size(); i++) {
            findings.add(chestFinding(i, reference));
        }
        String modality = image.string(Tag.Modality).orElseThrow();
        MeasurementReport report =
                new MeasurementReport(
                        Concepts.IMAGING_MEASUREMENT_REPORT,
                        Concepts.ENGLISH,
                        List.of(ImagingProcedures.of(modality)),
                        List.of(
                                new LibraryImage(
                                        reference, Modalities.of(modality).orElse(null), CHEST)),
                        List.of(new AlgorithmResult(CHEST_MODEL, findings)),
                        Optional.of(made(reference, Uid.KeyObjectSelectionDocumentStorage)));
        return ComprehensiveThreeDimensionalSr.write(document(image, List.of()), report);
    }

    private static ReportedFinding chestFinding(int index, ImageReference image) {
        String label = CHEST_LABELS.get(index);
        boolean pneumothorax = label.equals("Pneumothorax");
        ConceptCode code =
                pneumothorax
                        ? PNEUMOTHORAX
                        : new ConceptCode(
                                label.replace(' ', '-'), ConceptCode.PRIVATE_SCHEME, label);
        ImageRegion region =
                pneumothorax
                        ? new ImageRegion(
                                image,
                                List.of(
                                        new ImagePoint(120.5, 80),
                                        new ImagePoint(180, 82.25),
                                        new ImagePoint(150, 140)))
                        : null;
        return new ReportedFinding(
                label,
                Uid.fromName("tracking " + label),
                code,
                (index + 1) / 19.0,
                pneumothorax,
                pneumothorax ? LUNG : null,
                pneumothorax ? LEFT : null,
                List.of(image),
                region,
                List.of(),
                pneumothorax
                        ? List.of(
                                made(image, Uid.ParametricMapStorage),
                                made(image, Uid.SecondaryCaptureImageStorage))
                        : List.of(),
                pneumothorax
                        ? Optional.of(made(image, Uid.GrayscaleSoftcopyPresentationStateStorage))
                        : Optional.empty());
    }

    static DataSet head(List<DataSet> slices) {
        List<ImageReference> references = slices.stream().map(SampleReports::reference).toList();
        ImageReference clearest = references.get(references.size() / 2);
        ReportedFinding finding =
                new ReportedFinding(
                        "Intracranial haemorrhage",
                        Uid.fromName("tracking haemorrhage"),
                        HAEMORRHAGE,
                        0.97,
                        true,
                        HEAD,
                        null,
                        references,
                        new ImageRegion(
                                clearest,
                                List.of(
                                        new ImagePoint(10, 10),
                                        new ImagePoint(40, 10),
                                        new ImagePoint(40, 40))),
                        List.of(new Measurement(VOLUME, 12.5, MILLILITRE, OUTLINED)),
                        List.of(),
                        Optional.empty());
        MeasurementReport report =
                new MeasurementReport(
                        Concepts.IMAGING_MEASUREMENT_REPORT,
                        Concepts.ENGLISH,
                        List.of(ImagingProcedures.of("CT")),
                        references.stream()
                                .map(image ->
                                        new LibraryImage(
                                                image, Modalities.of("CT").orElseThrow(), HEAD))
                                .toList(),
                        List.of(new AlgorithmResult(HEAD_MODEL, List.of(finding))),
                        Optional.empty());
        PredecessorDocument predecessor =
                new PredecessorDocument(
                        clearest.studyInstanceUid(),
                        SERIES_INSTANCE_UID,
                        Uid.Comprehensive3DSRStorage,
                        Uid.fromName("earlier report"));
        return ComprehensiveThreeDimensionalSr.write(
                document(slices.getFirst(), List.of(predecessor)), report);
    }

    private static SrDocument document(DataSet source, List<PredecessorDocument> predecessors) {
        return new SrDocument(
                source,
                SERIES_INSTANCE_UID,
                9001,
                "AI results, not verified",
                SOP_INSTANCE_UID,
                1,
                new Equipment("Radbridge", "fhir-mapper-service", "1", "0.1.0"),
                OffsetDateTime.parse("2026-11-22T14:05:06+01:00"),
                Completion.COMPLETE,
                Optional.empty(),
                predecessors);
    }
}
