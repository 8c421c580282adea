package org.radbridge.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.ingest.testing.Samples;

@org.junit.jupiter.api.Tag("A8")
class HeaderReaderTest {
    private final HeaderReader headers = new HeaderReader("urn:site");

    @Test
    void aRealRadiographTellsWhatRulesNeed() {
        InstanceHeader header = header(Samples.CHEST_RADIOGRAPH);

        assertThat(header.patient().identifier())
                .isEqualTo(new PatientIdentifier("urn:site", "9RG1"));
        assertThat(header.series().modality()).isEqualTo("CR");
        assertThat(header.series().bodyPart()).isEqualTo("CHEST");
        assertThat(header.study().description()).isEqualTo("THORAX");
        assertThat(header.sopClassUid()).isEqualTo(Uid.ComputedRadiographyImageStorage);
    }

    @Test
    void aPatientWithoutIdIsNeverTakenForAnother() {
        InstanceHeader header = header("multi-frame/nm_heart_13f.dcm");

        assertThat(header.patient().identifier())
                .isEqualTo(
                        new PatientIdentifier(
                                HeaderReader.UNIDENTIFIED, header.study().studyInstanceUid()));
    }

    @Test
    void theSameIdOfTwoIssuersIsTwoPatients() {
        DataSet here = dataSet();
        DataSet there = dataSet().put(Tag.IssuerOfPatientID, "OTHER_HOSPITAL");

        assertThat(headers.read(here).patient().identifier().key())
                .isNotEqualTo(headers.read(there).patient().identifier().key());
    }

    @Test
    void everySampleThatLacksIdentifiersIsRefused() {
        for (String name :
                new String[] {
                    "malformed/priv_SQ.dcm",
                    "malformed/nested_priv_SQ.dcm",
                    "malformed/undefined-length-test.dcm",
                    "charsets/chrSQEncoding1.dcm",
                    "transfer-syntaxes/HTJ2KLossless_08_RGB.dcm"
                }) {
            assertThatThrownBy(() -> header(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused ->
                                    assertThat(refused.refusal().reason())
                                            .isEqualTo(RefusalReason.IDENTIFIER_MISSING));
        }
    }

    @Test
    void aUidWithOtherCharactersIsRefusedAndNotRepeated() {
        DataSet dataSet = dataSet().put(Tag.StudyInstanceUID, "1.2/../3 DOE^JANE");

        assertThatThrownBy(() -> headers.read(dataSet))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("DOE");
        assertThat(InstanceIdentifiers.of(dataSet).studyInstanceUid()).isNull();
    }

    @Test
    void numbersThatAreNoneAreLeftOut() {
        DataSet dataSet = dataSet().put(Tag.InstanceNumber, "1A");

        assertThat(headers.read(dataSet).number()).isNull();
    }

    @Test
    void headersDoNotPrintThePatient() {
        assertThat(headers.read(dataSet()).toString()).doesNotContain("DOE").doesNotContain("4711");
    }

    private static DataSet dataSet() {
        return new DataSet()
                .put(Tag.SOPClassUID, Uid.CTImageStorage)
                .put(Tag.SOPInstanceUID, "1.2.3")
                .put(Tag.StudyInstanceUID, "1.2")
                .put(Tag.SeriesInstanceUID, "1.2.1")
                .put(Tag.Modality, "CT")
                .put(Tag.PatientName, "DOE^JANE")
                .put(Tag.PatientID, "4711");
    }

    private InstanceHeader header(String name) {
        Path file = Samples.folder().resolve(name);
        return headers.read(Samples.read(file).dataSet());
    }
}
