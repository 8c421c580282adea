package org.radbridge.inference.preprocess;

/**
 * The value at a rank of the sorted values, without sorting or copying them: two passes count the
 * upper, then the lower half of the values' bits.
 */
final class OrderStatistic {
    private static final int HALF = 16;
    private static final int BUCKETS = 1 << HALF;

    private OrderStatistic() {}

    /**
     * @param values finite numbers, at least one
     * @param rank 0 for the smallest
     */
    static float of(float[] values, int rank) {
        int[] upper = new int[BUCKETS];
        for (float value : values) {
            upper[ordered(value) >>> HALF]++;
        }
        int below = 0;
        int high = 0;
        while (below + upper[high] <= rank) {
            below += upper[high++];
        }
        int[] lower = new int[BUCKETS];
        for (float value : values) {
            int bits = ordered(value);
            if (bits >>> HALF == high) {
                lower[bits & (BUCKETS - 1)]++;
            }
        }
        int low = 0;
        while (below + lower[low] <= rank) {
            below += lower[low++];
        }
        return number(high << HALF | low);
    }

    /** Bits that ascend, as unsigned numbers, with the float they stand for. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
    }

    private static float number(int ordered) {
        return Float.intBitsToFloat(ordered < 0 ? ordered & Integer.MAX_VALUE : ~ordered);
    }
}
