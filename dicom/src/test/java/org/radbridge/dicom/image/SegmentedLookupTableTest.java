package org.radbridge.dicom.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/** Segments of palettes (PS3.3 C.7.9.2), written by hand. */
@Tag("A8")
class SegmentedLookupTableTest {

    @Test
    void discreteSegmentIsItsValues() {
        assertThat(SegmentedLookupTable.expand(words(0, 3, 5, 9, 65535), 2, 3))
                .containsExactly(5, 9, 65535);
    }

    @Test
    void linearSegmentGoesFromTheEntryBeforeToItsOwn() {
        assertThat(SegmentedLookupTable.expand(words(0, 1, 100, 1, 4, 300, 1, 2, 0), 2, 7))
                .containsExactly(100, 150, 200, 250, 300, 150, 0);
    }

    @Test
    void indirectSegmentRepeatsSegmentsFromItsOffset() {
        // the linear one at byte 6 starts from what came last: 40
        assertThat(
                        SegmentedLookupTable.expand(
                                words(0, 1, 10, 1, 2, 30, 0, 1, 40, 2, 1, 6, 0), 2, 6))
                .containsExactly(10, 20, 30, 40, 35, 30);
    }

    @Test
    void valuesOfEightBitsHaveOffsetsOfFourBytesAndMayBePadded() {
        byte[] data = {0, 2, 1, (byte) 255, 2, 1, 0, 0, 0, 0, 0};
        assertThat(SegmentedLookupTable.expand(data, 1, 4)).containsExactly(1, 255, 1, 255);
    }

    @ParameterizedTest
    @CsvSource({
        // a linear one first, a reserved opcode, too few values, too many entries
        "1 2 30",
        "3 1 1",
        "0 5 1 2",
        "0 5 1 2 3 4 5",
        // an indirect one that copies an indirect one, and an offset beyond the data
        "0 1 1 2 1 6 0",
        "0 1 1 2 1 1000 0"
    })
    void whatGivesAnotherNumberOfEntriesIsInvalid(String segments) {
        String[] words = segments.split(" ");
        int[] values = new int[words.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Integer.parseInt(words[i]);
        }
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> SegmentedLookupTable.expand(words(values), 2, 4))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.INVALID_ATTRIBUTE));
    }

    @Test
    void segmentsWithoutEntriesComeToAnEnd() {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> SegmentedLookupTable.expand(new byte[1 << 16], 2, 4));
    }

    private static byte[] words(int... values) {
        ByteBuffer words = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            words.putShort((short) value);
        }
        return words.array();
    }
}
