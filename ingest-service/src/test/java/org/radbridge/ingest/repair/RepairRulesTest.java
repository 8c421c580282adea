package org.radbridge.ingest.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DataSetWriter;

@org.junit.jupiter.api.Tag("A8")
class RepairRulesTest {
    @Test
    void anIssuerIsSetForTheScannersThatLackIt() {
        RepairRules rules =
                rules(
                        """
                        rules:
                          - name: issuer of the east wing
                            when: { callingAe: [EAST*, ANNEX], Manufacturer: "acme *" }
                            set-if-missing: { IssuerOfPatientID: EAST_WING }
                        """);
        DataSet ofAcme =
                new DataSet().put(Tag.Manufacturer, "ACME Imaging").put(Tag.PatientID, "7");

        assertThat(value(rules.apply("EAST_CT2", ofAcme), Tag.IssuerOfPatientID))
                .isEqualTo("EAST_WING");
        assertThat(rules.apply("WEST_CT1", ofAcme).isEmpty()).isTrue();
        assertThat(rules.apply(null, ofAcme).isEmpty()).isTrue();
        assertThat(rules.apply("EAST_CT2", new DataSet().put(Tag.PatientID, "7")).isEmpty())
                .isTrue();
        DataSet withIssuer = new DataSet().putAll(ofAcme).put(Tag.IssuerOfPatientID, "OWN");
        assertThat(rules.apply("EAST_CT2", withIssuer).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-31, 20240131",
        "2024.1.9, 20240109",
        "2024/02/29 10:00, 20240229",
        "31.01.2024, 20240131",
        "20240131120000, 20240131",
        "00000000, ''",
        "20240230, ''",
        "unknown, ''"
    })
    void aDateComesIntoTheFormOfItsVr(String written, String expected) {
        DataSet dataSet = new DataSet().put(Tag.StudyDate, written);

        Coercions coercions = Repairs.shipped().apply(null, dataSet);

        assertThat(value(coercions, Tag.StudyDate)).isEqualTo(expected);
        assertThat(coercions.tags()).containsExactly(Tag.StudyDate);
    }

    @ParameterizedTest
    @CsvSource({"12:30:05, 123005", "9:05, 0905", "12:30:05.25, 123005.25"})
    void aTimeComesIntoTheFormOfItsVr(String written, String expected) {
        Coercions coercions =
                Repairs.shipped().apply(null, new DataSet().put(Tag.StudyTime, written));

        assertThat(value(coercions, Tag.StudyTime)).isEqualTo(expected);
    }

    @Test
    void aUidPaddedWithSpacesIsPaddedWithNull() {
        DataSet dataSet =
                new DataSet()
                        .putBytes(
                                Tag.StudyInstanceUID,
                                Vr.UI,
                                "1.2.840.99  ".getBytes(StandardCharsets.US_ASCII));

        Coercions coercions = Repairs.shipped().apply(null, dataSet);

        assertThat(coercions.current().bytes(Tag.StudyInstanceUID))
                .hasValueSatisfying(bytes ->
                        assertThat(bytes)
                                .isEqualTo("1.2.840.99".getBytes(StandardCharsets.US_ASCII)));
        assertThat(coercions.tags()).containsExactly(Tag.StudyInstanceUID);
    }

    @Test
    void whatHasItsFormIsNotChanged() {
        DataSet sound =
                new DataSet()
                        .put(Tag.StudyDate, "20240131")
                        .put(Tag.StudyTime, "123005.25")
                        .putBytes(Tag.StudyInstanceUID, Vr.UI, new byte[] {'1', '.', '2', 0})
                        .put(Tag.PatientBirthDate)
                        .put(Tag.Modality, "CT");

        assertThat(Repairs.shipped().apply("ANY", sound).isEmpty()).isTrue();
    }

    @Test
    void aMissingModalityIsToldFromTheSopClass() {
        DataSet ct = new DataSet().put(Tag.SOPClassUID, Uid.CTImageStorage);
        DataSet capture = new DataSet().put(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage);

        assertThat(value(Repairs.shipped().apply(null, ct), Tag.Modality)).isEqualTo("CT");
        assertThat(Repairs.shipped().apply(null, capture).isEmpty()).isTrue();
    }

    @Test
    void textInAnUndeclaredCharacterSetIsReadAsTheSiteSays() {
        RepairRules rules =
                rules(
                        """
                        rules:
                          - name: latin1 of the old ultrasound
                            character-set: { declare: ISO_IR 100, when: unusable }
                        """);
        byte[] name = "Müller^Jörg".getBytes(StandardCharsets.ISO_8859_1);
        DataSet item = new DataSet();
        item.put(
                new TextElement(
                        Tag.RequestedProcedureDescription,
                        Vr.LO,
                        name,
                        SpecificCharacterSet.DEFAULT));
        DataSet dataSet = new DataSet().putItems(Tag.RequestAttributesSequence, item);
        dataSet.put(new TextElement(Tag.PatientName, Vr.PN, name, SpecificCharacterSet.DEFAULT));

        Coercions coercions = rules.apply("US", dataSet);

        assertThat(value(coercions, Tag.PatientName)).isEqualTo("Müller^Jörg");
        assertThat(
                        coercions
                                .current()
                                .items(Tag.RequestAttributesSequence)
                                .getFirst()
                                .string(Tag.RequestedProcedureDescription))
                .hasValue("Müller^Jörg");
        assertThat(coercions.tags()).containsExactly(Tag.SpecificCharacterSet);
        byte[] written =
                DataSetWriter.write(coercions.current(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(new String(written, StandardCharsets.ISO_8859_1))
                .contains("ISO_IR 100", "Müller^Jörg");
    }

    @Test
    void whatIsChangedStandsInTheOriginalAttributesWithReasonTimeAndSource() {
        RepairRules rules =
                rules(
                        """
                        rules:
                          - name: all
                            copy-if-missing: { StudyDate: SeriesDate }
                            set: { InstitutionName: General Hospital }
                            remove: PatientComments
                        """);
        DataSet before =
                new DataSet()
                        .put(Tag.SeriesDate, "20240131")
                        .put(Tag.InstitutionName, "St. Elsewhere")
                        .put(Tag.PatientComments, "talks")
                        .putItems(
                                Tag.OriginalAttributesSequence,
                                new DataSet().put(Tag.ModifyingSystem, "EARLIER"));

        DataSet after =
                rules.apply("CT1", before)
                        .recorded(Instant.parse("2024-05-06T07:08:09.5Z"), "CT1", "GATE");

        assertThat(after.string(Tag.StudyDate)).hasValue("20240131");
        assertThat(after.contains(Tag.PatientComments)).isFalse();
        assertThat(after.items(Tag.OriginalAttributesSequence)).hasSize(3);
        DataSet coerced = after.items(Tag.OriginalAttributesSequence).get(1);
        DataSet corrected = after.items(Tag.OriginalAttributesSequence).get(2);
        assertThat(coerced.string(Tag.ReasonForTheAttributeModification)).hasValue("COERCE");
        assertThat(modified(coerced).string(Tag.InstitutionName)).hasValue("St. Elsewhere");
        assertThat(corrected.string(Tag.ReasonForTheAttributeModification)).hasValue("CORRECT");
        assertThat(modified(corrected).string(Tag.PatientComments)).hasValue("talks");
        assertThat(modified(corrected).contains(Tag.StudyDate)).isTrue();
        assertThat(modified(corrected).containsValue(Tag.StudyDate)).isFalse();
        assertThat(corrected.string(Tag.AttributeModificationDateTime))
                .hasValue("20240506070809.500+0000");
        assertThat(corrected.string(Tag.SourceOfPreviousValues)).hasValue("CT1");
        assertThat(corrected.string(Tag.ModifyingSystem)).hasValue("GATE");
        assertThat(before.contains(Tag.StudyDate)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules:\n  - name: x\n    set: { PatientNmae: Y }",
                "rules:\n  - name: x\n    set: { SOPClassUID: 1.2 }",
                "rules:\n  - name: x\n    set: { Rows: 5 }",
                "rules:\n  - name: x\n    when: { Modality: CT }",
                "rules:\n  - name: x\n    when: { Modality: }\n    remove: PatientComments",
                "rules:\n  - name: x\n    sett: { PatientID: Y }",
                "rules:\n  - name: x\n    character-set: { declare: KLINGON }",
                "rules:\n  - name: x\n    character-set: { declare: ISO_IR 100, when: perhaps }",
                "rules:\n  - remove: PatientComments",
                "rules: []\nstudy-consistency: { attributes: PatientID, on-difference: maybe }",
                "study-consistency: { attributes: PatientID }"
            })
    void whatIsNotUnderstoodIsAnErrorThatNamesTheFile(String yaml) {
        assertThatThrownBy(() -> RepairRulesFile.read("site.yaml", yaml))
                .isInstanceOf(RepairRulesException.class)
                .hasMessageContaining("site.yaml");
    }

    private static DataSet modified(DataSet item) {
        return item.items(Tag.ModifiedAttributesSequence).getFirst();
    }

    private static String value(Coercions coercions, int tag) {
        return coercions.current().string(tag).orElse("");
    }

    private static RepairRules rules(String yaml) {
        return RepairRulesFile.read("test.yaml", yaml);
    }
}
