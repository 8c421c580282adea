package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.samples.Commands;

/**
 * Codestreams of OpenJPEG's encoder beside its decoder. Lossless ones are the raster that went in;
 * of lossy ones a sample differs by at most 1, where two decoders round apart.
 */
@Tag("interop")
@Tag("A8")
class OpenJpegInteropIT {

    private static final int LOSSY_BOUND = 1;
    private static final boolean WRITE_GOLDEN = Boolean.getBoolean("golden.write");
    private static final Path GOLDEN =
            Path.of("src/test/resources/org/radbridge/dicom/image/codec/j2k");

    @TempDir Path folder;

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
        if (WRITE_GOLDEN) {
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
        Path codestream = encode(configuration, rows, columns, more);
        int[] raster = configuration.raster(rows, columns);
        int[] theirs = decode(configuration, codestream, rows * columns);
        if (configuration.lossless()) {
            assertThat(theirs).as("the peer's own").isEqualTo(raster);
        }
        FrameShape shape = configuration.shape(rows, columns);
        int[] ours = new Jpeg2000Decoder().decode(Files.readAllBytes(codestream), shape);
        int worst = 0;
        for (int i = 0; i < theirs.length; i++) {
            worst = Math.max(worst, Math.abs(theirs[i] - ours[i]));
        }
        return worst;
    }

    private Path encode(Jpeg2000Configuration configuration, int rows, int columns, String more)
            throws Exception {
        Path raw = folder.resolve("raster.rawl");
        Files.write(raw, RawSamples.write(configuration.raster(rows, columns), configuration));
        Path codestream = folder.resolve("encoded.j2k");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "opj_compress",
                                "-i",
                                raw.toString(),
                                "-o",
                                codestream.toString(),
                                "-F",
                                "%d,%d,%d,%d,%s"
                                        .formatted(
                                                columns,
                                                rows,
                                                configuration.samplesPerPixel(),
                                                configuration.precision(),
                                                configuration.signed() ? "s" : "u")));
        for (String option : (configuration.options() + " " + more).split(" ", -1)) {
            if (!option.isEmpty()) {
                command.add(option);
            }
        }
        Commands.Outcome outcome = Commands.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return codestream;
    }

    private int[] decode(Jpeg2000Configuration configuration, Path codestream, int pixels)
            throws Exception {
        Path raw = folder.resolve("decoded.rawl");
        Commands.Outcome outcome =
                Commands.run("opj_decompress", "-i", codestream.toString(), "-o", raw.toString());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return RawSamples.read(Files.readAllBytes(raw), configuration, pixels);
    }

    private void writeGolden(Jpeg2000Configuration configuration) throws Exception {
        int rows = GoldenCodestreams.ROWS;
        int columns = GoldenCodestreams.COLUMNS;
        Files.createDirectories(GOLDEN);
        Path codestream = encode(configuration, rows, columns, "");
        Files.write(GOLDEN.resolve(configuration.name() + ".j2k"), Files.readAllBytes(codestream));
        if (!configuration.lossless()) {
            Files.write(
                    GOLDEN.resolve(configuration.name() + ".raw"),
                    RawSamples.write(
                            decode(configuration, codestream, rows * columns), configuration));
        }
    }
}
