package org.radbridge.dicom.image.codec;

/**
 * What a scan of JPEG-LS is coded with (ITU-T T.87 C.2.4.1.1).
 *
 * @param maximum MAXVAL, the highest sample value
 * @param near NEAR, the largest error of a sample; 0 is lossless
 * @param threshold1 T1, T2 and T3 part the gradients into classes
 * @param reset RESET, after how many samples of a context its sums are halved
 */
record JpegLsParameters(
        int maximum, int near, int threshold1, int threshold2, int threshold3, int reset) {

    private static final int RESET = 64;

    JpegLsParameters {
        if (near < 0 || near > Math.min(255, maximum / 2)) {
            throw ImageException.malformed("JPEG-LS NEAR");
        }
        if (threshold1 <= near
                || threshold2 < threshold1
                || threshold3 < threshold2
                || threshold3 > maximum
                || reset < 3
                || reset > Math.max(255, maximum)) {
            throw ImageException.malformed("JPEG-LS coding parameters");
        }
    }

    /**
     * The parameters of a scan.
     *
     * @param preset MAXVAL, T1, T2, T3 and RESET of an LSE segment; 0 for those with default values
     */
    static JpegLsParameters of(int precision, int near, int[] preset) {
        int highest = (1 << precision) - 1;
        int maximum = preset[0] == 0 ? highest : preset[0];
        if (maximum > highest) {
            throw ImageException.malformed("JPEG-LS MAXVAL");
        }
        int first = 3;
        int second = 7;
        int third = 21;
        if (maximum >= 128) {
            int factor = (Math.min(maximum, 4095) + 128) / 256;
            first = factor * (first - 2) + 2 + 3 * near;
            second = factor * (second - 3) + 3 + 5 * near;
            third = factor * (third - 4) + 4 + 7 * near;
        } else {
            int factor = 256 / (maximum + 1);
            first = Math.max(2, first / factor + 3 * near);
            second = Math.max(3, second / factor + 5 * near);
            third = Math.max(4, third / factor + 7 * near);
        }
        int threshold1 = preset[1] == 0 ? within(first, near + 1, maximum) : preset[1];
        int threshold2 = preset[2] == 0 ? within(second, threshold1, maximum) : preset[2];
        int threshold3 = preset[3] == 0 ? within(third, threshold2, maximum) : preset[3];
        int reset = preset[4] == 0 ? RESET : preset[4];
        return new JpegLsParameters(maximum, near, threshold1, threshold2, threshold3, reset);
    }

    /** CLAMP of figure C.3: the lower bound stands in for every value outside. */
    private static int within(int value, int low, int high) {
        return value < low || value > high ? low : value;
    }

    /** Distance of two values that are one step of the quantizer apart. */
    int step() {
        return 2 * near + 1;
    }

    /** RANGE: how many prediction errors there are. */
    int range() {
        return (maximum + 2 * near) / step() + 1;
    }

    /** qbpp: bits of a prediction error that is written as it is. */
    int errorBits() {
        return bits(range());
    }

    /** LIMIT: the longest code word. */
    int limit() {
        int sampleBits = Math.max(2, bits(maximum + 1));
        return 2 * (sampleBits + Math.max(8, sampleBits));
    }

    /** Bits that tell so many values apart. */
    private static int bits(int values) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
    }

    /** The class, -4 to 4, of every gradient from {@code -threshold3} to it (A.3.3). */
    byte[] gradientClasses() {
        byte[] classes = new byte[2 * threshold3 + 1];
        for (int i = 0; i < classes.length; i++) {
            int gradient = i - threshold3;
            int size = Math.abs(gradient);
            int kind =
                    size <= near
                            ? 0
                            : size < threshold1
                                    ? 1
                                    : size < threshold2 ? 2 : size < threshold3 ? 3 : 4;
            classes[i] = (byte) (gradient < 0 ? -kind : kind);
        }
        return classes;
    }
}
