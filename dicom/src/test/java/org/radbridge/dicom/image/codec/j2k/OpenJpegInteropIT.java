package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.image.codec.FrameShape;

/**
 * Codestreams of OpenJPEG's encoder beside its decoder. Lossless ones are the raster that went in;
 * of lossy ones a sample differs by at most 1, where two decoders round apart.
 */
@Tag("interop")
@Tag("A8")
class OpenJpegInteropIT {

    private static final int LOSSY_BOUND = 1;

    private final OpenJpeg openJpeg;

    OpenJpegInteropIT(@TempDir Path folder) {
        openJpeg = new OpenJpeg(folder);
    }

    static List<Jpeg2000Configuration> configurations() {
        return Jpeg2000Configuration.all();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void samplesAreThoseOfOpenJpeg(Jpeg2000Configuration configuration) throws Exception {
        assertThat(largestDifference(configuration, 117, 143, ""))
                .isLessThanOrEqualTo(configuration.lossless() ? 0 : LOSSY_BOUND);
        assertThat(largestDifference(configuration, 131, 90, ""))
                .isLessThanOrEqualTo(configuration.lossless() ? 0 : LOSSY_BOUND);
        if (GoldenCodestreams.WRITE) {
            writeGolden(configuration);
        }
    }

    @Test
    void rastersOfFewPixelsAreThoseOfOpenJpeg() throws Exception {
        Jpeg2000Configuration lossless =
                new Jpeg2000Configuration("small", 1, 12, false, true, "-n 3");
        Jpeg2000Configuration lossy =
                new Jpeg2000Configuration("small", 1, 12, false, false, "-n 3 -I");
        for (int rows = 4; rows <= 9; rows++) {
            for (int columns = 4; columns <= 9; columns++) {
                String offset = "-d %d,%d".formatted(columns, rows + columns);
                assertThat(largestDifference(lossless, rows, columns, offset)).isZero();
                assertThat(largestDifference(lossy, rows, columns, offset))
                        .isLessThanOrEqualTo(LOSSY_BOUND);
            }
        }
        for (int length = 1; length <= 5; length++) {
            Jpeg2000Configuration line =
                    new Jpeg2000Configuration("line", 1, 12, false, true, "-n 1");
            assertThat(largestDifference(line, 1, length, "-d 1,1")).isZero();
            assertThat(largestDifference(line, length, 1, "")).isZero();
        }
    }

    private int largestDifference(
            Jpeg2000Configuration configuration, int rows, int columns, String more)
            throws Exception {
        byte[] codestream = openJpeg.compress(configuration, rows, columns, more);
        int[] theirs = openJpeg.decompress(configuration, codestream, rows * columns);
        if (configuration.lossless()) {
            assertThat(theirs).as("the peer's own").isEqualTo(configuration.raster(rows, columns));
        }
        FrameShape shape = configuration.shape(rows, columns);
        int[] ours = new Jpeg2000Decoder().decode(codestream, shape);
        return RawSamples.largestDifference(ours, theirs);
    }

    private void writeGolden(Jpeg2000Configuration configuration) throws Exception {
        int rows = GoldenCodestreams.ROWS;
        int columns = GoldenCodestreams.COLUMNS;
        byte[] codestream = openJpeg.compress(configuration, rows, columns, "");
        GoldenCodestreams.write(
                configuration,
                codestream,
                openJpeg.decompress(configuration, codestream, rows * columns));
    }
}
