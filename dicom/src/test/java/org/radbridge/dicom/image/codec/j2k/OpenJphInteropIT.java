package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.io.Part10Reader;
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

    private final OpenJpeg openJpeg;
    private final OpenJph openJph;

    OpenJphInteropIT(@TempDir Path folder) {
        openJpeg = new OpenJpeg(folder);
        openJph = new OpenJph(folder);
    }

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
            byte[] codestream = openJph.compress(configuration, raster, rows, columns);
            int[] theirs = openJph.expand(configuration, codestream, rows * columns);
            if (configuration.lossless()) {
                assertThat(theirs).as("the peer's own").isEqualTo(raster);
            }
            int[] ours =
                    new Jpeg2000Decoder().decode(codestream, configuration.shape(rows, columns));
            assertThat(RawSamples.largestDifference(ours, theirs)).isLessThanOrEqualTo(bound);
            int[] third = openJpeg.decompress(configuration, codestream, rows * columns);
            assertThat(RawSamples.largestDifference(ours, third)).isLessThanOrEqualTo(bound);
        }
        if (GoldenCodestreams.WRITE) {
            int rows = GoldenCodestreams.ROWS;
            int columns = GoldenCodestreams.COLUMNS;
            byte[] codestream =
                    openJph.compress(
                            configuration, configuration.raster(rows, columns), rows, columns);
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
        assertThat(ours)
                .isEqualTo(openJpeg.decompress(Jpeg2000Configuration.REFINED, refined, pixels));
        assertThat(ours).isEqualTo(openJph.expand(Jpeg2000Configuration.REFINED, refined, pixels));
    }

    @Test
    void refinementPassesChangeTheSamples() throws Exception {
        byte[] codestream = oneBlock();
        byte[] refined = HtRefinements.added(codestream, 3, false);
        int pixels = GoldenCodestreams.ROWS * GoldenCodestreams.COLUMNS;
        assertThat(openJpeg.decompress(Jpeg2000Configuration.REFINED, refined, pixels))
                .isNotEqualTo(
                        openJpeg.decompress(Jpeg2000Configuration.REFINED, codestream, pixels))
                .isNotEqualTo(
                        openJpeg.decompress(
                                Jpeg2000Configuration.REFINED,
                                HtRefinements.added(codestream, 2, false),
                                pixels));
        if (GoldenCodestreams.WRITE) {
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
        return openJph.compress(Jpeg2000Configuration.REFINED, raster, rows, columns);
    }

    @Test
    void sampleOfHtj2kIsThatOfOpenJph() throws Exception {
        Image image =
                Image.of(
                        Part10Reader.read(
                                DicomSamples.file("transfer-syntaxes/HTJ2KLossless_08_RGB.dcm")));
        Jpeg2000Configuration colour = new Jpeg2000Configuration("sample", 3, 8, false, true, "");
        int[] theirs = openJph.expand(colour, image.encoded(0), image.pixel().shape().pixels());
        assertThat(image.frame(0).samples()).isEqualTo(theirs);
    }

    private void writeGolden(Jpeg2000Configuration configuration, byte[] codestream)
            throws Exception {
        int pixels = GoldenCodestreams.ROWS * GoldenCodestreams.COLUMNS;
        int[] theirs = openJph.expand(configuration, codestream, pixels);
        assertThat(Arrays.stream(theirs).distinct().count()).isGreaterThan(10);
        GoldenCodestreams.write(configuration, codestream, theirs);
    }
}
