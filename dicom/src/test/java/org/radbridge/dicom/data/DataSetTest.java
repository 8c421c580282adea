package org.radbridge.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("A8")
class DataSetTest {

    private static final int PATIENT_NAME = org.radbridge.dicom.data.Tag.PatientName;
    private static final int INSTANCE_NUMBER = org.radbridge.dicom.data.Tag.InstanceNumber;
    private static final int IMAGE_TYPE = org.radbridge.dicom.data.Tag.ImageType;
    private static final int ROWS = org.radbridge.dicom.data.Tag.Rows;
    private static final int PIXEL_SPACING = org.radbridge.dicom.data.Tag.PixelSpacing;

    @Test
    void elementsStandInTheOrderOfTheirTagsHoweverTheyCame() {
        DataSet dataSet =
                new DataSet()
                        .putInts(ROWS, 512)
                        .put(PATIENT_NAME, "Doe^Jane")
                        .put(0xFFFC0010, Vr.LO, "high")
                        .put(IMAGE_TYPE, "ORIGINAL", "PRIMARY");
        List<Integer> tags = new ArrayList<>();
        dataSet.forEach(element -> tags.add(element.tag()));
        assertThat(tags).containsExactly(IMAGE_TYPE, PATIENT_NAME, ROWS, 0xFFFC0010);
    }

    @Test
    void absentAndEmptyValuesReadAlikeButCanBeToldApart() {
        DataSet dataSet = new DataSet().put(PATIENT_NAME);
        assertThat(dataSet.string(PATIENT_NAME)).isEmpty();
        assertThat(dataSet.string(IMAGE_TYPE)).isEmpty();
        assertThat(dataSet.contains(PATIENT_NAME)).isTrue();
        assertThat(dataSet.containsValue(PATIENT_NAME)).isFalse();
        assertThat(dataSet.contains(IMAGE_TYPE)).isFalse();
    }

    @Test
    void emptyValuesBetweenOthersAreKept() {
        assertThat(new DataSet().put(IMAGE_TYPE, "A", "", "C").strings(IMAGE_TYPE))
                .containsExactly("A", "", "C");
    }

    @Test
    void integersComeFromTextAndFromBinaryValues() {
        DataSet dataSet = new DataSet().put(INSTANCE_NUMBER, "12").putInts(ROWS, 65_535);
        assertThat(dataSet.integer(INSTANCE_NUMBER)).hasValue(12);
        assertThat(dataSet.integer(ROWS)).hasValue(65_535);
        assertThat(dataSet.strings(ROWS)).containsExactly("65535");
    }

    @Test
    void integerStringWrittenAsADecimalIsStillAnInteger() {
        assertThat(new DataSet().put(INSTANCE_NUMBER, "7.0").integer(INSTANCE_NUMBER)).hasValue(7);
    }

    @Test
    void valueThatIsNoNumberFailsWithItsTagAndWithoutItsText() {
        DataSet dataSet = new DataSet().put(INSTANCE_NUMBER, "secret");
        assertThatThrownBy(() -> dataSet.integer(INSTANCE_NUMBER))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("(0020,0013) InstanceNumber")
                .hasMessageNotContaining("secret");
    }

    @Test
    void decimalsKeepTheirValue() {
        assertThat(new DataSet().putDoubles(PIXEL_SPACING, 0.7, 0.12345).decimals(PIXEL_SPACING))
                .containsExactly(0.7, 0.12345);
    }

    @Test
    void backslashInAValueIsRefusedRatherThanSplit() {
        assertThatThrownBy(() -> new DataSet().put(PATIENT_NAME, "a\\b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void privateElementsAreFoundByTheirCreator() {
        DataSet dataSet =
                new DataSet()
                        .put(0x00290010, Vr.LO, "OTHER")
                        .put(0x00290011, Vr.LO, "RADBRIDGE")
                        .put(0x00291101, Vr.LO, "value");
        int tag = dataSet.privateTag(0x0029, "RADBRIDGE", 0x01).orElseThrow();
        assertThat(dataSet.string(tag)).hasValue("value");
        assertThat(dataSet.privateTag(0x0029, "NOBODY", 0x01)).isEmpty();
    }

    @Test
    void printedFormTellsNoValue() {
        DataSet dataSet =
                new DataSet().put(PATIENT_NAME, "Doe^Jane").putItems(0x00081140, new DataSet());
        assertThat(dataSet.toString()).doesNotContain("Doe").contains("(0010,0010) PN");
    }
}
