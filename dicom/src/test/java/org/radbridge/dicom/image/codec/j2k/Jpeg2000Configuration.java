package org.radbridge.dicom.image.codec.j2k;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.radbridge.dicom.image.codec.FrameShape;

/**
 * A way to encode a raster that is the same in every run.
 *
 * @param name of the codestream's file
 * @param options of OpenJPEG's {@code opj_compress}, or OpenJPH's {@code ojph_compress}
 * @param lossless whether the raster comes back as it was
 */
public record Jpeg2000Configuration(
        String name,
        int samplesPerPixel,
        int precision,
        boolean signed,
        boolean lossless,
        String options) {

    /** Every part of the Recommendation that OpenJPEG's encoder has an option for. */
    public static List<Jpeg2000Configuration> all() {
        List<Jpeg2000Configuration> all = new ArrayList<>();
        all.add(grey("grey-8", 8, ""));
        all.add(grey("grey-12", 12, ""));
        all.add(grey("grey-16", 16, ""));
        all.add(new Jpeg2000Configuration("signed-16", 1, 16, true, true, ""));
        all.add(new Jpeg2000Configuration("signed-8", 1, 8, true, true, ""));
        all.add(colour("rgb-8", true, ""));
        all.add(colour("rgb-8-as-it-is", true, "-mct 0"));
        all.add(colour("rgb-8-irreversible", false, "-I -r 3"));
        all.add(colour("rgb-8-irreversible-tiles", false, "-I -r 8,4 -t 20,16 -n 4"));
        all.add(colour("rgb-8-component-order", true, "-p CPRL -c [16,16],[8,8] -t 30,30 -n 4"));
        all.add(grey("no-decomposition", 12, "-n 1"));
        all.add(grey("tiles", 12, "-t 20,16 -n 4"));
        all.add(grey("tile-parts", 12, "-t 32,32 -n 4 -TP R"));
        all.add(grey("offsets", 12, "-d 7,5 -t 31,29 -T 3,2 -n 3"));
        all.add(grey("bypass", 16, "-M 1"));
        all.add(grey("reset", 12, "-M 2"));
        all.add(grey("terminate-all", 12, "-M 4"));
        all.add(grey("bypass-terminate-all", 16, "-M 5"));
        all.add(grey("causal", 12, "-M 8"));
        all.add(grey("predictable", 12, "-M 16"));
        all.add(grey("segmentation", 12, "-M 32"));
        all.add(grey("every-style", 16, "-M 63"));
        all.add(grey("small-blocks", 8, "-b 4,4"));
        all.add(grey("flat-blocks", 12, "-b 1024,4"));
        all.add(grey("high-blocks", 12, "-b 4,512"));
        all.add(grey("lrcp", 12, "-p LRCP -r 8,4,1 -c [16,16],[8,8] -n 4"));
        all.add(grey("rlcp", 12, "-p RLCP -r 8,4,1 -c [16,16],[8,8] -n 4"));
        all.add(grey("rpcl", 12, "-p RPCL -r 8,4,1 -c [32,32],[16,16] -d 3,9"));
        all.add(grey("pcrl", 12, "-p PCRL -r 8,4,1 -c [32,32],[16,16] -t 40,40 -n 4"));
        all.add(grey("cprl", 12, "-p CPRL -r 8,4,1 -c [16,16],[8,8] -n 4"));
        all.add(
                colour(
                        "progression-change",
                        true,
                        "-n 4 -POC T1=0,0,1,2,3,RLCP/T1=2,0,1,4,3,CPRL"));
        all.add(grey("sop-eph", 12, "-SOP -EPH -p RPCL -r 8,4,1"));
        all.add(grey("region-of-interest", 8, "-ROI c=0,U=7"));
        all.add(new Jpeg2000Configuration("fewer-bits", 1, 12, false, false, "-r 12,6"));
        all.add(new Jpeg2000Configuration("irreversible-12", 1, 12, false, false, "-I -r 5"));
        all.add(
                new Jpeg2000Configuration(
                        "irreversible-signed", 1, 16, true, false, "-I -r 4 -d 1,1"));
        all.add(
                new Jpeg2000Configuration(
                        "irreversible-bypass", 1, 16, false, false, "-I -r 3 -M 1"));
        return List.copyOf(all);
    }

    /** Every part of the Recommendation that OpenJPH's encoder has an option for. */
    public static List<Jpeg2000Configuration> highThroughput() {
        List<Jpeg2000Configuration> all = new ArrayList<>();
        all.add(grey("ht-grey-8", 8, "-reversible true"));
        all.add(grey("ht-grey-12", 12, "-reversible true"));
        all.add(grey("ht-grey-16", 16, "-reversible true"));
        all.add(new Jpeg2000Configuration("ht-signed-16", 1, 16, true, true, "-reversible true"));
        all.add(colour("ht-rgb-8", true, "-reversible true"));
        all.add(colour("ht-rgb-8-as-it-is", true, "-reversible true -colour_trans false"));
        all.add(colour("ht-rgb-8-irreversible", false, "-qstep 0.004"));
        all.add(grey("ht-no-decomposition", 12, "-reversible true -num_decomps 0"));
        all.add(grey("ht-tiles", 12, "-reversible true -num_decomps 3 -tile_size {20,16}"));
        all.add(
                grey(
                        "ht-offsets",
                        12,
                        "-reversible true -num_decomps 3 -image_offset {7,5} -tile_size {31,29}"
                                + " -tile_offset {3,2}"));
        all.add(grey("ht-small-blocks", 8, "-reversible true -block_size {4,4}"));
        all.add(grey("ht-flat-blocks", 12, "-reversible true -block_size {4,1024}"));
        all.add(grey("ht-high-blocks", 12, "-reversible true -block_size {512,8}"));
        for (String order : List.of("LRCP", "RLCP", "RPCL", "PCRL", "CPRL")) {
            all.add(
                    colour(
                            "ht-" + order.toLowerCase(java.util.Locale.ROOT),
                            true,
                            "-reversible true -precincts {32,32},{16,16} -prog_order " + order));
        }
        all.add(
                new Jpeg2000Configuration(
                        "ht-irreversible-12", 1, 12, false, false, "-qstep 0.002"));
        all.add(
                new Jpeg2000Configuration(
                        "ht-irreversible-signed", 1, 16, true, false, "-qstep 0.0001"));
        return List.copyOf(all);
    }

    /** One HT code-block with refinement passes, which {@link HtRefinements} adds. */
    static final Jpeg2000Configuration REFINED =
            new Jpeg2000Configuration(
                    "ht-refined", 1, 12, false, false, "-reversible true -num_decomps 0");

    /** All of both kinds. */
    public static List<Jpeg2000Configuration> every() {
        List<Jpeg2000Configuration> every = new ArrayList<>(all());
        every.addAll(highThroughput());
        every.add(REFINED);
        return List.copyOf(every);
    }

    private static Jpeg2000Configuration grey(String name, int precision, String options) {
        return new Jpeg2000Configuration(name, 1, precision, false, true, options);
    }

    private static Jpeg2000Configuration colour(String name, boolean lossless, String options) {
        return new Jpeg2000Configuration(name, 3, 8, false, lossless, options);
    }

    public FrameShape shape(int rows, int columns) {
        return new FrameShape(rows, columns, samplesPerPixel, precision > 8 ? 16 : 8);
    }

    /** Slopes, an edge and noise over the whole range, the samples of a pixel side by side. */
    public int[] raster(int rows, int columns) {
        Random random = new Random(20_261_126);
        int range = 1 << precision;
        int[] samples = new int[rows * columns * samplesPerPixel];
        int at = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < samplesPerPixel; c++) {
                    int slope = (int) ((long) range * (x + y * (c + 1)) / (columns + 3 * rows));
                    int edge = x > columns / 3 && y < rows / 2 ? range / 3 : 0;
                    int value = slope + edge + random.nextInt(1 + range / 32);
                    samples[at++] = Math.min(value, range - 1) - (signed ? range / 2 : 0);
                }
            }
        }
        return samples;
    }

    @Override
    public String toString() {
        return name;
    }
}
