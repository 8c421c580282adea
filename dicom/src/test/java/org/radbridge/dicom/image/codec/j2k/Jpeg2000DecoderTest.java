package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/** Codestreams of OpenJPEG's encoder, and what may be put around or into them. */
@Tag("A8")
class Jpeg2000DecoderTest {

    private static final FrameShape GREY_12 =
            new FrameShape(GoldenCodestreams.ROWS, GoldenCodestreams.COLUMNS, 1, 16);

    static List<Jpeg2000Configuration> configurations() {
        return Jpeg2000Configuration.every();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void samplesAreThoseOfTheEncodersOwnDecoder(Jpeg2000Configuration configuration) {
        int[] samples =
                new Jpeg2000Decoder()
                        .decode(
                                GoldenCodestreams.codestream(configuration),
                                configuration.shape(
                                        GoldenCodestreams.ROWS, GoldenCodestreams.COLUMNS));
        int[] expected = GoldenCodestreams.samples(configuration);
        int worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(samples[i] - expected[i]));
        }
        assertThat(samples).hasSameSizeAs(expected);
        assertThat(worst).isLessThanOrEqualTo(configuration.lossless() ? 0 : 1);
    }

    @Test
    void jp2FileInThePlaceOfACodestreamIsOpened() {
        byte[] codestream = golden("grey-12");
        byte[] file =
                ByteBuffer.allocate(12 + 16 + 8 + codestream.length)
                        .putInt(12)
                        .put(
                                "jP  \r\n\u0087\n"
                                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                        .putInt(1) // a box with a length of 64 bits
                        .putInt(0x66747970)
                        .putLong(16)
                        .putInt(0) // the last box
                        .putInt(0x6A703263)
                        .put(codestream)
                        .array();
        assertThat(decode(file)).isEqualTo(decode(codestream));
        assertKind(Kind.TRUNCATED, Arrays.copyOf(file, 36), GREY_12);
        assertKind(Kind.TRUNCATED, Arrays.copyOf(file, 28), GREY_12);
    }

    @Test
    void paddingAfterTheEndAndAMissingEndAreLetPass() {
        byte[] codestream = golden("grey-12");
        int[] samples = decode(codestream);
        assertThat(decode(Arrays.copyOf(codestream, codestream.length + 1))).isEqualTo(samples);
        assertThat(decode(Arrays.copyOf(codestream, codestream.length - 2))).isEqualTo(samples);
    }

    @Test
    void packetHeadersMayBePackedIntoTheMainHeaderOrThatOfATilePart() {
        byte[] codestream = golden("sop-eph");
        int[] samples = decode(codestream);
        assertThat(decode(PackedHeaders.intoTilePart(codestream))).isEqualTo(samples);
        assertThat(decode(PackedHeaders.intoMainHeader(codestream))).isEqualTo(samples);
    }

    @Test
    void tilePartWithoutLengthReachesToTheEnd() {
        byte[] codestream = golden("grey-12");
        int[] samples = decode(codestream);
        int sot = PackedHeaders.find(codestream, Marker.SOT, 0);
        ByteBuffer.wrap(codestream).putInt(sot + 6, 0);
        assertThat(decode(codestream)).isEqualTo(samples);
    }

    @Test
    void otherImageThanTheDataSetDescribesIsToldAsMismatch() {
        byte[] codestream = golden("grey-12");
        assertKind(Kind.MISMATCH, codestream, new FrameShape(37, 44, 1, 16));
        assertKind(Kind.MISMATCH, codestream, new FrameShape(36, 45, 1, 16));
        assertKind(Kind.MISMATCH, codestream, new FrameShape(37, 45, 3, 16));
        assertKind(Kind.MISMATCH, codestream, new FrameShape(37, 45, 1, 8));
    }

    @Test
    void whatIsNotDecodedIsToldAsUnsupported() {
        byte[] subsampled = golden("grey-12");
        subsampled[PackedHeaders.SIZ + 41] = 2; // XRsiz
        assertKind(Kind.UNSUPPORTED, subsampled, GREY_12);
        byte[] deep = golden("grey-12");
        deep[PackedHeaders.SIZ + 40] = 31; // Ssiz
        assertKind(
                Kind.UNSUPPORTED,
                deep,
                new FrameShape(GoldenCodestreams.ROWS, GoldenCodestreams.COLUMNS, 1, 32));
    }

    @Test
    void damagedSegmentationSymbolsAreToldAsMalformed() {
        byte[] codestream = golden("segmentation");
        int sod = PackedHeaders.find(codestream, Marker.SOD, 0);
        int refused = 0;
        for (int at = codestream.length - 400; at < codestream.length - 20; at += 10) {
            assertThat(at).isGreaterThan(sod);
            byte[] damaged = codestream.clone();
            damaged[at] ^= 0x20;
            try {
                decode(damaged);
            } catch (ImageException failure) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(30); // of 38; four bits fit by chance
    }

    private static byte[] golden(String name) {
        return Jpeg2000Configuration.every().stream()
                .filter(configuration -> configuration.name().equals(name))
                .map(GoldenCodestreams::codestream)
                .findFirst()
                .orElseThrow();
    }

    private static int[] decode(byte[] frame) {
        return new Jpeg2000Decoder().decode(frame, GREY_12);
    }

    private static void assertKind(Kind kind, byte[] frame, FrameShape shape) {
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> new Jpeg2000Decoder().decode(frame, shape))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
