package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.DicomSamples;

/**
 * Codestreams of OpenJPH's encoder beside its decoder and that of OpenJPEG. Lossless ones are the
 * raster that went in; of lossy ones a sample differs by at most 1 from either, where decoders
 * round apart.
 */
@Tag("interop")
@Tag("A8")
class OpenJphInteropIT {

    private static final int LOSSY_BOUND = 1;
    private static final boolean WRITE_GOLDEN = Boolean.getBoolean("golden.write");
    private static final Path GOLDEN =
            Path.of("src/test/resources/org/radbridge/dicom/image/codec/j2k");

    @TempDir Path folder;

    static List<Jpeg2000Configuration> configurations() {
        return Jpeg2000Configuration.highThroughput();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void samplesAreThoseOfOpenJph(Jpeg2000Configuration configuration) throws Exception {
        int bound = configuration.lossless() ? 0 : LOSSY_BOUND;
        int[][] sizes = {{117, 143}, {131, 90}, {37, 45}};
        for (int[] size : sizes) {
            int rows = size[0];
            int columns = size[1];
            int[] raster = configuration.raster(rows, columns);
            byte[] codestream = encode(configuration, raster, rows, columns);
            int[] theirs = expand(configuration, codestream, rows * columns);
            if (configuration.lossless()) {
                assertThat(theirs).as("the peer's own").isEqualTo(raster);
            }
            int[] ours =
                    new Jpeg2000Decoder().decode(codestream, configuration.shape(rows, columns));
            assertThat(largestDifference(ours, theirs)).isLessThanOrEqualTo(bound);
            int[] third = decompress(configuration, codestream, rows * columns);
            assertThat(largestDifference(ours, third)).isLessThanOrEqualTo(bound);
        }
        if (WRITE_GOLDEN) {
            int rows = GoldenCodestreams.ROWS;
            int columns = GoldenCodestreams.COLUMNS;
            byte[] codestream =
                    encode(configuration, configuration.raster(rows, columns), rows, columns);
            writeGolden(configuration, codestream);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,false", "3,false", "2,true", "3,true"})
    void refinementPassesAreThoseOfOpenJphAndOpenJpeg(int passes, boolean causal) throws Exception {
        byte[] refined = HtRefinements.added(oneBlock(), passes, causal);
        int pixels = GoldenCodestreams.ROWS * GoldenCodestreams.COLUMNS;
        int[] ours =
                new Jpeg2000Decoder()
                        .decode(
                                refined,
                                Jpeg2000Configuration.REFINED.shape(
                                        GoldenCodestreams.ROWS, GoldenCodestreams.COLUMNS));
        assertThat(ours).isEqualTo(decompress(Jpeg2000Configuration.REFINED, refined, pixels));
        assertThat(ours).isEqualTo(expand(Jpeg2000Configuration.REFINED, refined, pixels));
    }

    @Test
    void refinementPassesChangeTheSamples() throws Exception {
        byte[] codestream = oneBlock();
        byte[] refined = HtRefinements.added(codestream, 3, false);
        int pixels = GoldenCodestreams.ROWS * GoldenCodestreams.COLUMNS;
        assertThat(decompress(Jpeg2000Configuration.REFINED, refined, pixels))
                .isNotEqualTo(decompress(Jpeg2000Configuration.REFINED, codestream, pixels))
                .isNotEqualTo(
                        decompress(
                                Jpeg2000Configuration.REFINED,
                                HtRefinements.added(codestream, 2, false),
                                pixels));
        if (WRITE_GOLDEN) {
            writeGolden(Jpeg2000Configuration.REFINED, refined);
        }
    }

    /** Many zeros, so that SigProp has something to find. */
    private byte[] oneBlock() throws Exception {
        int rows = GoldenCodestreams.ROWS;
        int columns = GoldenCodestreams.COLUMNS;
        int[] raster = Jpeg2000Configuration.REFINED.raster(rows, columns);
        for (int i = 0; i < raster.length; i++) {
            int value = raster[i] - 2048;
            raster[i] = 2048 + (raster[i] % 7 == 0 ? value / 8 : value / 512);
        }
        return encode(Jpeg2000Configuration.REFINED, raster, rows, columns);
    }

    @Test
    void sampleOfHtj2kIsThatOfOpenJph() throws Exception {
        Image image =
                Image.of(
                        Part10Reader.read(
                                DicomSamples.file("transfer-syntaxes/HTJ2KLossless_08_RGB.dcm")));
        Jpeg2000Configuration colour = new Jpeg2000Configuration("sample", 3, 8, false, true, "");
        int[] theirs = expand(colour, image.encoded(0), image.pixel().shape().pixels());
        assertThat(image.frame(0).samples()).isEqualTo(theirs);
    }

    private static int largestDifference(int[] ours, int[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        int worst = 0;
        for (int i = 0; i < ours.length; i++) {
            worst = Math.max(worst, Math.abs(theirs[i] - ours[i]));
        }
        return worst;
    }

    private byte[] encode(Jpeg2000Configuration configuration, int[] raster, int rows, int columns)
            throws Exception {
        boolean colour = configuration.samplesPerPixel() > 1;
        Path input = folder.resolve(colour ? "raster.ppm" : "raster.yuv");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path codestream = folder.resolve("encoded.j2c");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "ojph_compress",
                                "-i",
                                input.toString(),
                                "-o",
                                codestream.toString()));
        if (colour) {
            bytes.writeBytes(
                    "P6\n%d %d\n255\n"
                            .formatted(columns, rows)
                            .getBytes(StandardCharsets.US_ASCII));
            for (int sample : raster) {
                bytes.write(sample);
            }
        } else {
            int half = configuration.signed() ? 1 << configuration.precision() - 1 : 0;
            int[] shifted = Arrays.stream(raster).map(sample -> sample + half).toArray();
            bytes.writeBytes(RawSamples.write(shifted, configuration));
            Collections.addAll(
                    command,
                    "-dims",
                    "{%d,%d}".formatted(columns, rows),
                    "-num_comps",
                    "1",
                    "-signed",
                    "false", // its reader takes signed samples for unsigned ones
                    "-bit_depth",
                    Integer.toString(configuration.precision()),
                    "-downsamp",
                    "{1,1}");
        }
        Files.write(input, bytes.toByteArray());
        command.addAll(List.of(configuration.options().split(" ")));
        run(command);
        byte[] encoded = Files.readAllBytes(codestream);
        if (configuration.signed()) {
            encoded[PackedHeaders.SIZ + 40] |= (byte) 0x80; // Ssiz: no level shift
        }
        return encoded;
    }

    private int[] expand(Jpeg2000Configuration configuration, byte[] codestream, int pixels)
            throws Exception {
        if (configuration.signed()) {
            return decompress(configuration, codestream, pixels); // it writes unsigned ones only
        }
        boolean colour = configuration.samplesPerPixel() > 1;
        Path input = folder.resolve("expand.j2c");
        Path output = folder.resolve(colour ? "expanded.ppm" : "expanded.yuv");
        Files.write(input, codestream);
        run(List.of("ojph_expand", "-i", input.toString(), "-o", output.toString()));
        byte[] bytes = Files.readAllBytes(output);
        if (!colour) {
            return RawSamples.read(bytes, configuration, pixels);
        }
        int[] samples = new int[3 * pixels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bytes[bytes.length - samples.length + i] & 0xFF;
        }
        return samples;
    }

    private int[] decompress(Jpeg2000Configuration configuration, byte[] codestream, int pixels)
            throws Exception {
        Path input = folder.resolve("decompress.j2k");
        Path output = folder.resolve("decompressed.rawl");
        Files.write(input, codestream);
        run(List.of("opj_decompress", "-i", input.toString(), "-o", output.toString()));
        return RawSamples.read(Files.readAllBytes(output), configuration, pixels);
    }

    private static void run(List<String> command) throws Exception {
        Commands.Outcome outcome = Commands.run(command.toArray(String[]::new));
        assertThat(outcome.exitCode()).as("%s %s", command, outcome.output()).isZero();
    }

    private void writeGolden(Jpeg2000Configuration configuration, byte[] codestream)
            throws Exception {
        int pixels = GoldenCodestreams.ROWS * GoldenCodestreams.COLUMNS;
        Files.createDirectories(GOLDEN);
        Files.write(GOLDEN.resolve(configuration.name() + ".j2k"), codestream);
        if (!configuration.lossless()) {
            int[] theirs = expand(configuration, codestream, pixels);
            assertThat(Arrays.stream(theirs).distinct().count()).isGreaterThan(10);
            Files.write(
                    GOLDEN.resolve(configuration.name() + ".raw"),
                    RawSamples.write(theirs, configuration));
        }
    }
}
