package org.radbridge.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The wire format's own examples (protobuf.dev, Encoding). */
@Tag("B2")
class ProtobufWriterTest {
    private static String hex(ProtobufWriter writer) {
        return HexFormat.ofDelimiter(" ").formatHex(writer.toByteArray());
    }

    @Test
    void anIntegerIsAVarintWithTheLowSevenBitsFirst() {
        // field 1, wire type 0; 150 = 0b1_0010110
        assertThat(hex(new ProtobufWriter().integer(1, 150))).isEqualTo("08 96 01");
    }

    @Test
    void aNegativeIntegerTakesTenOctets() {
        assertThat(hex(new ProtobufWriter().integer(1, -1)))
                .isEqualTo("08 ff ff ff ff ff ff ff ff ff 01");
    }

    @Test
    void textIsItsLengthAndItsOctets() {
        // field 2, wire type 2; 7 octets
        assertThat(hex(new ProtobufWriter().text(2, "testing")))
                .isEqualTo("12 07 74 65 73 74 69 6e 67");
    }

    @Test
    void aMessageIsNestedLikeText() {
        assertThat(hex(new ProtobufWriter().message(3, new ProtobufWriter().integer(1, 150))))
                .isEqualTo("1a 03 08 96 01");
    }

    @Test
    void aFieldNumberAboveFifteenTakesTwoOctets() {
        // field 20, wire type 0: 20 << 3 = 160
        assertThat(hex(new ProtobufWriter().integer(20, 7))).isEqualTo("a0 01 07");
    }
}
