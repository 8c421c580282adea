package org.radbridge.dicom.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.Equipment;

@org.junit.jupiter.api.Tag("C1")
class ComprehensiveThreeDimensionalSrTest {

    private static final DataSet IMAGE =
            new DataSet()
                    .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                    .put(Tag.SOPClassUID, Uid.DigitalXRayImageStorageForPresentation)
                    .put(Tag.SOPInstanceUID, "1.2.3.1")
                    .put(Tag.StudyInstanceUID, "1.2.3")
                    .put(Tag.SeriesInstanceUID, "1.2.3.0")
                    .put(Tag.Modality, "DX")
                    .put(Tag.PatientName, "Müller^Änne")
                    .put(Tag.PatientID, "4711")
                    .put(Tag.IssuerOfPatientID, "HOSPITAL")
                    .put(Tag.PatientIdentityRemoved, "YES")
                    .put(Tag.AccessionNumber, "A1");

    private static DataSet chest() {
        byte[] file =
                Part10Writer.write(
                        SampleReports.chest(IMAGE), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return Part10Reader.read(file).dataSet();
    }

    private static String name(DataSet item) {
        return item.item(Tag.ConceptNameCodeSequence)
                .flatMap(code -> code.string(Tag.CodeValue))
                .orElse("");
    }

    private static Stream<DataSet> children(DataSet item, ConceptCode concept) {
        return item.items(Tag.ContentSequence).stream()
                .filter(child -> name(child).equals(concept.value()));
    }

    private static List<DataSet> groups(DataSet report) {
        return children(report, Concepts.IMAGING_MEASUREMENTS)
                .flatMap(measurements -> children(measurements, Concepts.MEASUREMENT_GROUP))
                .toList();
    }

    @Test
    void patientAndStudyAreThoseOfTheSourceInUtf8() {
        DataSet report = chest();
        assertThat(report.string(Tag.SpecificCharacterSet)).hasValue("ISO_IR 192");
        assertThat(report.string(Tag.PatientName)).hasValue("Müller^Änne");
        assertThat(report.string(Tag.IssuerOfPatientID)).hasValue("HOSPITAL");
        assertThat(report.string(Tag.StudyInstanceUID)).hasValue("1.2.3");
        assertThat(report.string(Tag.AccessionNumber)).hasValue("A1");
        assertThat(report.contains(Tag.PatientBirthDate)).isTrue();
        assertThat(report.contains(Tag.PatientIdentityRemoved)).isFalse();
    }

    @Test
    void documentIsCompleteButPreliminaryAndUnverified() {
        DataSet report = chest();
        assertThat(report.string(Tag.SOPClassUID)).hasValue("1.2.840.10008.5.1.4.1.1.88.34");
        assertThat(report.string(Tag.CompletionFlag)).hasValue("COMPLETE");
        assertThat(report.string(Tag.VerificationFlag)).hasValue("UNVERIFIED");
        assertThat(report.string(Tag.PreliminaryFlag)).hasValue("PRELIMINARY");
        assertThat(report.string(Tag.ContentDate)).hasValue("20261122");
        assertThat(report.string(Tag.ContentTime)).hasValue("140506.000");
        assertThat(report.string(Tag.TimezoneOffsetFromUTC)).hasValue("+0100");
    }

    @Test
    void algorithmIsContributingEquipmentWithItsDeviceUidAndIsNamedAlikeInTheTree() {
        DataSet report = chest();
        DataSet equipment = report.item(Tag.ContributingEquipmentSequence).orElseThrow();
        assertThat(ConceptCode.of(equipment.item(Tag.PurposeOfReferenceCodeSequence).orElseThrow()))
                .isEqualTo(new ConceptCode("109102", "DCM", "Processing Equipment"));
        assertThat(equipment.string(Tag.Manufacturer))
                .isEqualTo(text(report, Concepts.DEVICE_OBSERVER_MANUFACTURER));
        assertThat(equipment.string(Tag.ManufacturerModelName))
                .isEqualTo(text(report, Concepts.DEVICE_OBSERVER_MODEL_NAME))
                .isEqualTo(text(groups(report).getFirst(), Concepts.ALGORITHM_NAME));
        assertThat(equipment.string(Tag.SoftwareVersions))
                .isEqualTo(text(groups(report).getFirst(), Concepts.ALGORITHM_VERSION));
        assertThat(equipment.string(Tag.DeviceUID))
                .hasValue(SampleReports.CHEST_MODEL.deviceUid())
                .isEqualTo(
                        children(report, Concepts.DEVICE_OBSERVER_UID)
                                .findFirst()
                                .orElseThrow()
                                .string(Tag.UID));
    }

    private static Optional<String> text(DataSet item, ConceptCode concept) {
        return children(item, concept).findFirst().orElseThrow().string(Tag.TextValue);
    }

    @Test
    void everyFindingIsAGroupWithItsConfidenceBetweenZeroAndOne() {
        List<DataSet> groups = groups(chest());
        assertThat(groups).hasSize(SampleReports.CHEST_LABELS.size());
        for (int i = 0; i < groups.size(); i++) {
            DataSet confidence =
                    children(groups.get(i), Concepts.CERTAINTY_OF_FINDING)
                            .findFirst()
                            .flatMap(num -> num.item(Tag.MeasuredValueSequence))
                            .orElseThrow();
            assertThat(
                            confidence
                                    .decimal(Tag.FloatingPointValue)
                                    .orElse(confidence.decimal(Tag.NumericValue).orElseThrow()))
                    .isEqualTo((i + 1) / 19.0);
            assertThat(text(groups.get(i), Concepts.TRACKING_IDENTIFIER))
                    .hasValue(SampleReports.CHEST_LABELS.get(i));
        }
    }

    @Test
    void regionIsAClosedPolylineOnItsImage() {
        DataSet group = groups(chest()).get(SampleReports.CHEST_LABELS.indexOf("Pneumothorax"));
        DataSet region = children(group, Concepts.OUTLINE).findFirst().orElseThrow();
        assertThat(region.string(Tag.GraphicType)).hasValue("POLYLINE");
        assertThat(region.decimals(Tag.GraphicData))
                .containsExactly(120.5, 80, 180, 82.25, 150, 140, 120.5, 80);
        DataSet image = region.items(Tag.ContentSequence).getFirst();
        assertThat(image.string(Tag.RelationshipType)).hasValue("SELECTED FROM");
        assertThat(
                        image.item(Tag.ReferencedSOPSequence)
                                .orElseThrow()
                                .string(Tag.ReferencedSOPInstanceUID))
                .hasValue("1.2.3.1");
        assertThat(
                        group.item(Tag.ContentTemplateSequence)
                                .orElseThrow()
                                .string(Tag.TemplateIdentifier))
                .hasValue("1501");
    }

    @Test
    void everyObjectOfTheTreeIsEvidenceOnce() {
        DataSet study = chest().items(Tag.CurrentRequestedProcedureEvidenceSequence).getFirst();
        assertThat(study.string(Tag.StudyInstanceUID)).hasValue("1.2.3");
        List<DataSet> series = study.items(Tag.ReferencedSeriesSequence);
        // the image's own; a map, an overlay, a presentation state and a selection
        assertThat(series).hasSize(5);
        assertThat(series)
                .allSatisfy(one -> assertThat(one.items(Tag.ReferencedSOPSequence)).hasSize(1));
    }

    @Test
    void replacedDocumentIsAPredecessor() {
        DataSet report = SampleReports.head(List.of(IMAGE));
        assertThat(
                        report.items(Tag.PredecessorDocumentsSequence)
                                .getFirst()
                                .items(Tag.ReferencedSeriesSequence)
                                .getFirst()
                                .items(Tag.ReferencedSOPSequence)
                                .getFirst()
                                .string(Tag.ReferencedSOPInstanceUID))
                .hasValue(Uid.fromName("earlier report"));
    }

    @Test
    void sourceWithoutAStudyIsRefused() {
        DataSet lost = new DataSet().putAll(IMAGE).remove(Tag.StudyInstanceUID);
        ContentItem.Container empty =
                new ContentItem.Container(Concepts.IMAGING_MEASUREMENT_REPORT, "1500", List.of());
        SrDocument document =
                new SrDocument(
                        lost,
                        "1",
                        1,
                        "d",
                        "2",
                        1,
                        new Equipment("a", "b", "c", "d"),
                        OffsetDateTime.parse("2026-11-22T14:05:06Z"),
                        SrDocument.Completion.PARTIAL,
                        Optional.empty(),
                        List.of());
        assertThatThrownBy(() -> ComprehensiveThreeDimensionalSr.write(document, empty, List.of()))
                .isInstanceOf(InvalidValueException.class);
    }
}
