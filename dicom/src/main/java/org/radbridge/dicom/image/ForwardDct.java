package org.radbridge.dicom.image;

/** The forward DCT of 8 by 8 samples (ITU-T T.81 section A.3.3), rows first, then columns. */
final class ForwardDct {
    private static final int SIDE = 8;
    private static final int HALF = 4;

    /** What the sums, and the differences, of mirrored samples count for in even and odd terms. */
    private static final float[] EVEN = new float[HALF * HALF];

    private static final float[] ODD = new float[HALF * HALF];

    static {
        for (int term = 0; term < HALF; term++) {
            for (int i = 0; i < HALF; i++) {
                double scale = term == 0 ? Math.sqrt(0.125) : 0.5;
                double step = (2 * i + 1) * Math.PI / 16;
                EVEN[term * HALF + i] = (float) (scale * Math.cos(2 * term * step));
                ODD[term * HALF + i] = (float) (0.5 * Math.cos((2 * term + 1) * step));
            }
        }
    }

    private ForwardDct() {}

    /** Samples, level shifted and row by row, become coefficients in place. */
    static void transform(float[] block) {
        for (int i = 0; i < SIDE; i++) {
            line(block, i * SIDE, 1);
        }
        for (int i = 0; i < SIDE; i++) {
            line(block, i, SIDE);
        }
    }

    /** Mirrored samples share their cosines up to the sign, which halves the multiplications. */
    private static void line(float[] block, int at, int step) {
        float a = block[at];
        float b = block[at + step];
        float c = block[at + 2 * step];
        float d = block[at + 3 * step];
        float e = block[at + 4 * step];
        float f = block[at + 5 * step];
        float g = block[at + 6 * step];
        float h = block[at + 7 * step];
        for (int term = 0; term < HALF; term++) {
            int k = term * HALF;
            block[at + 2 * term * step] =
                    EVEN[k] * (a + h)
                            + EVEN[k + 1] * (b + g)
                            + EVEN[k + 2] * (c + f)
                            + EVEN[k + 3] * (d + e);
            block[at + (2 * term + 1) * step] =
                    ODD[k] * (a - h)
                            + ODD[k + 1] * (b - g)
                            + ODD[k + 2] * (c - f)
                            + ODD[k + 3] * (d - e);
        }
    }
}
