package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;

/** Damaged codestreams are decoded or refused, in the time and memory that their frame may take. */
@Tag("A8")
class Jpeg2000HostileInputTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** For frames of some 1,700 pixels: their planes, and what a few kilobytes can describe. */
    private static final long MOST_MEMORY = 8 << 20;

    private static final int FLIPS = 150;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static List<Jpeg2000Configuration> configurations() {
        return Jpeg2000Configuration.every();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void codestreamCutShortAnywhereIsATypedError(Jpeg2000Configuration configuration) {
        byte[] whole = GoldenCodestreams.codestream(configuration);
        FrameShape shape = shape(configuration);
        // Without its last marker a codestream is complete.
        for (int length = 0; length < whole.length - 2; length += length < 200 ? 1 : 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(ImageException.class)
                    .as("%s bytes", length)
                    .isThrownBy(() -> new Jpeg2000Decoder().decode(cut, shape));
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void damagedBitsAreDecodedOrATypedError(Jpeg2000Configuration configuration) {
        byte[] whole = GoldenCodestreams.codestream(configuration);
        Random random = new Random(configuration.name().hashCode());
        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = whole.clone();
            int flips = 1 + random.nextInt(3);
            for (int flip = 0; flip < flips; flip++) {
                // headers are short, and most worth damaging
                int range = random.nextBoolean() ? Math.min(160, whole.length) : whole.length;
                damaged[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
            }
            decodeWithinBounds(damaged, shape(configuration));
        }
    }

    @Test
    void precinctsThatTheBytesCannotHoldAreRefusedBeforeMemoryIsTaken() {
        byte[] codestream = golden("lrcp");
        int cod = PackedHeaders.find(codestream, Marker.COD, 0);
        codestream[cod + 6] = (byte) 0xFF; // layers: 65,283
        decodeWithinBounds(codestream, shape(configuration("lrcp")));
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() ->
                        new Jpeg2000Decoder().decode(codestream, shape(configuration("lrcp"))))
                .satisfies(failure ->
                        assertThat(failure.kind()).isEqualTo(ImageException.Kind.TRUNCATED));
    }

    private void decodeWithinBounds(byte[] frame, FrameShape shape) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            assertThat(new Jpeg2000Decoder().decode(frame, shape)).hasSize(shape.samples());
        } catch (ImageException refused) {
            assertThat(refused.kind()).isNotNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_MEMORY);
    }

    private static FrameShape shape(Jpeg2000Configuration configuration) {
        return configuration.shape(GoldenCodestreams.ROWS, GoldenCodestreams.COLUMNS);
    }

    private static Jpeg2000Configuration configuration(String name) {
        return Jpeg2000Configuration.every().stream()
                .filter(configuration -> configuration.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] golden(String name) {
        return GoldenCodestreams.codestream(configuration(name));
    }
}
