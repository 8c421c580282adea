package org.radbridge.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@org.junit.jupiter.api.Tag("A8")
class DictionaryTest {

    @ParameterizedTest
    @CsvSource({
        "00100010, PatientName, PN, 1",
        "00080008, ImageType, CS, 2-n",
        "7FE00010, PixelData, OW, 1",
        "00280106, SmallestImagePixelValue, US, 1",
        "60020010, OverlayRows, US, 1",
        "00200000, , UL, ",
        "00290010, , LO, ",
        "00291001, , UN, ",
        "00000100, CommandField, US, 1",
    })
    void tagHasTheStandardsKeywordVrAndMultiplicity(
            String hexTag, String keyword, Vr vr, String vm) {
        int tag = Integer.parseUnsignedInt(hexTag, 16);
        assertThat(Dictionary.vr(tag)).isEqualTo(vr);
        assertThat(Dictionary.keyword(tag).orElse(null)).isEqualTo(keyword);
        assertThat(Dictionary.vm(tag).orElse(null)).isEqualTo(vm);
    }

    @Test
    void signedPixelsTurnUsOrSsIntoSs() {
        assertThat(Dictionary.vr(Tag.SmallestImagePixelValue, true)).isEqualTo(Vr.SS);
    }

    @Test
    void keywordsLeadToTags() {
        assertThat(Dictionary.tag("StudyInstanceUID")).hasValue(Tag.StudyInstanceUID);
        assertThat(Dictionary.tag("NoSuchThing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.02", "1..2", ".1", "1.a", "1.2.840.10008.1.2.1 "})
    void malformedUidsAreToldApart(String uid) {
        assertThat(Uid.isValid(uid)).isFalse();
    }

    @Test
    void uidsFromOneNameAreTheSameAndValid() {
        String uid = Uid.fromName("chest/1.0.0");
        assertThat(uid)
                .isEqualTo(Uid.fromName("chest/1.0.0"))
                .startsWith("2.25.")
                .isNotEqualTo(Uid.fromName("other"));
        assertThat(Uid.isValid(uid)).isTrue();
        assertThat(Uid.isValid(Uid.create())).isTrue();
    }

    @Test
    void storageSopClassesHoldImagesAndReportsButNoServices() {
        assertThat(Uid.storageSopClasses())
                .contains(
                        Uid.CTImageStorage,
                        Uid.DigitalXRayImageStorageForPresentation,
                        Uid.Comprehensive3DSRStorage,
                        Uid.SegmentationStorage)
                .doesNotContain(Uid.Verification, Uid.StorageCommitmentPushModel)
                .hasSizeGreaterThan(150);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "0, 0",
        "-12.5, -12.5",
        "1e-20, 1E-20",
        "0.3333333333333333, 0.33333333333333"
    })
    void decimalStringsFitSixteenCharacters(double value, String text) {
        assertThat(DecimalString.of(value)).isEqualTo(text).hasSizeLessThanOrEqualTo(16);
    }
}
