package org.radbridge.fhirmapper.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.mapping.TrackingUids;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.review.Review;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

@org.junit.jupiter.api.Tag("C1")
class StructuredReportTest {
    private final TestStudy study = TestStudies.headCt("P-1");
    private final InferenceCompleted event = TestResults.critical(study);

    @Test
    void buildingItAgainGivesTheSameObject() {
        assertThat(bytes(report(event, Optional.empty())))
                .isEqualTo(bytes(report(event, Optional.empty())));
    }

    @Test
    void anotherRunOfTheModelsIsAnotherObjectInTheSameSeries() {
        InferenceCompleted again = TestResults.critical(study);
        DataSet first = report(event, Optional.empty());
        DataSet second = report(again, Optional.empty());
        assertThat(second.string(Tag.SOPInstanceUID))
                .isNotEqualTo(first.string(Tag.SOPInstanceUID));
        assertThat(second.string(Tag.SeriesInstanceUID))
                .isEqualTo(first.string(Tag.SeriesInstanceUID));
    }

    @Test
    void itBelongsToThePatientAndStudyOfTheImages() {
        DataSet report = report(event, Optional.empty());
        DataSet image = study.instances().getFirst();
        for (int tag :
                new int[] {
                    Tag.PatientName,
                    Tag.PatientID,
                    Tag.IssuerOfPatientID,
                    Tag.PatientBirthDate,
                    Tag.StudyInstanceUID,
                    Tag.AccessionNumber,
                    Tag.StudyDate
                }) {
            assertThat(report.string(tag)).isEqualTo(image.string(tag));
        }
        assertThat(report.items(Tag.CurrentRequestedProcedureEvidenceSequence)).hasSize(1);
    }

    @Test
    void aLaterRevisionNamesWhatItReplaces() {
        DataSet report = report(event, Optional.of("2.25.9"));
        assertThat(
                        report.items(Tag.PredecessorDocumentsSequence)
                                .getFirst()
                                .items(Tag.ReferencedSeriesSequence)
                                .getFirst()
                                .items(Tag.ReferencedSOPSequence)
                                .getFirst()
                                .string(Tag.ReferencedSOPInstanceUID))
                .contains("2.25.9");
    }

    @Test
    @org.junit.jupiter.api.Tag("B9")
    void whatWasMeasuredOfAPresentFindingIsANumberWithItsUnitAndMethod() {
        List<DataSet> figures = new ArrayList<>();
        collect(report(event, Optional.empty()), "103339001", figures);

        assertThat(figures).hasSize(2);
        DataSet longAxis = figures.getFirst();
        DataSet measured = longAxis.items(Tag.MeasuredValueSequence).getFirst();
        assertThat(measured.string(Tag.NumericValue)).contains("23");
        assertThat(
                        measured.items(Tag.MeasurementUnitsCodeSequence)
                                .getFirst()
                                .string(Tag.CodeValue))
                .contains("mm");
        DataSet method = longAxis.items(Tag.ContentSequence).getFirst();
        assertThat(method.string(Tag.RelationshipType)).contains("HAS CONCEPT MOD");
        assertThat(name(method)).contains("370129005");
        assertThat(method.items(Tag.ConceptCodeSequence).getFirst().string(Tag.LongCodeValue))
                .contains("activation-outline");
    }

    private static void collect(DataSet item, String concept, List<DataSet> found) {
        if (name(item).filter(concept::equals).isPresent()) {
            found.add(item);
        }
        item.items(Tag.ContentSequence).forEach(child -> collect(child, concept, found));
    }

    private static Optional<String> name(DataSet item) {
        return item.items(Tag.ConceptNameCodeSequence).stream()
                .findFirst()
                .flatMap(name -> name.string(Tag.CodeValue));
    }

    @Test
    @org.junit.jupiter.api.Tag("C15")
    void aFollowedLesionKeepsItsTrackingUid() {
        StudyResult unread = StudyResult.unread(event, study.metadata(), TestResults.INFERRED);
        String pneumothorax =
                ResourceIds.observation(study.uid(), event.runs().getFirst(), "Pneumothorax");
        List<DataSet> items = new ArrayList<>();

        collect(
                new StructuredReport(
                                unread.tracked(new TrackingUids(Map.of(pneumothorax, "2.25.4711"))),
                                TestResults.AUTHOR)
                        .build(),
                "112040",
                items);

        assertThat(items)
                .extracting(item -> item.string(Tag.UID).orElseThrow())
                .hasSize(3)
                .doesNotHaveDuplicates()
                .contains("2.25.4711");
    }

    @Test
    void aLabelWithoutAnEstablishedCodeGoesByTheModelsOwnName() {
        InferenceCompleted uncoded =
                TestResults.result(
                        study,
                        1,
                        List.of(
                                new org.radbridge.contracts.Finding(
                                        "Infiltration",
                                        "Infiltration",
                                        List.of(),
                                        0.9,
                                        0.5,
                                        true,
                                        Urgency.ROUTINE,
                                        null,
                                        List.of())));
        assertThat(org.radbridge.dicom.json.DicomJson.write(report(uncoded, Optional.empty())))
                .contains("chest_radiograph_reference/Infiltration", "99RADBRIDGE");
    }

    private DataSet report(InferenceCompleted of, Optional<String> replaced) {
        return new StructuredReport(
                        new StudyResult(
                                of,
                                study.metadata(),
                                TestResults.INFERRED,
                                replaced,
                                Review.NONE,
                                TrackingUids.NONE),
                        TestResults.AUTHOR)
                .build();
    }

    private static byte[] bytes(DataSet dataSet) {
        return DataSetWriter.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }
}
