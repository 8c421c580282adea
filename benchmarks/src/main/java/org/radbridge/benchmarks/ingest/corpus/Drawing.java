package org.radbridge.benchmarks.ingest.corpus;

import java.util.Random;

/**
 * Pixels that a compressor finds as hard as real ones: smooth anatomy of 12 bits under noise, air
 * around it. Unsigned, little endian, 16 bits allocated.
 */
final class Drawing {

    private static final int TWELVE_BITS = 4095;
    private static final int AIR = 24;
    private static final int CT_SIDE = 512;
    private static final int SMALLEST_RADIOGRAPH = 2000;
    private static final int STEPS = 60;
    private static final int STEP = 4;

    private static final Noise CT_NOISE = new Noise(1, 12);
    private static final Noise DETECTOR_NOISE = new Noise(2, 18);

    /** A square image. */
    record Pixels(int side, byte[] bytes) {}

    private Drawing() {}

    static Pixels of(Kind kind, int study, int instance) {
        Random random = new Random(31L * study + instance);
        return switch (kind) {
            case CT -> draw(CT_SIDE, 1000 + study % 100, CT_NOISE, random);
            case RADIOGRAPH ->
                    draw(
                            SMALLEST_RADIOGRAPH + STEP * random.nextInt(STEPS),
                            1800,
                            DETECTOR_NOISE,
                            random);
        };
    }

    /** An ellipse with waves of density in it. */
    private static Pixels draw(int side, int level, Noise noise, Random random) {
        byte[] bytes = new byte[2 * side * side];
        double[] waves = waves(side, 3 + random.nextInt(4));
        double half = side / 2.0;
        int target = 0;
        for (int y = 0; y < side; y++) {
            double height = (y - half) / (0.95 * half);
            double width = height * height >= 1 ? 0 : Math.sqrt(1 - height * height) * 0.8 * half;
            int from = (int) (half - width);
            int until = (int) (half + width);
            int place = random.nextInt();
            for (int x = 0; x < side; x++) {
                int anatomy =
                        x < from || x >= until ? AIR : (int) (level + 300 * (waves[x] + waves[y]));
                int value = Math.clamp(anatomy + noise.at(place + x), 0, TWELVE_BITS);
                bytes[target++] = (byte) value;
                bytes[target++] = (byte) (value >> 8);
            }
        }
        return new Pixels(side, bytes);
    }

    private static double[] waves(int side, int number) {
        double[] waves = new double[side];
        for (int i = 0; i < side; i++) {
            waves[i] = Math.sin(2 * Math.PI * number * i / side);
        }
        return waves;
    }
}
