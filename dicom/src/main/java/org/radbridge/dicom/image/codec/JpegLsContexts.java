package org.radbridge.dicom.image.codec;

import java.util.Arrays;

/**
 * What a JPEG-LS decoder has learnt of each context (ITU-T T.87 annex A): 365 of the regular mode,
 * then the two of a run's interruption. Prediction errors are decoded here, and learnt from.
 */
final class JpegLsContexts {

    private static final int REGULAR = 365;

    private final JpegLsBits bits;
    private final JpegLsParameters parameters;
    private final int errorBits;
    private final int limit;
    private final int largestError;

    /** A: sum of the errors' sizes. */
    private final int[] size = new int[REGULAR + 2];

    /** N: how many errors there were. */
    private final int[] count = new int[REGULAR + 2];

    /** B: sum of the errors; for interruptions Nn, how many were negative. */
    private final int[] sum = new int[REGULAR + 2];

    /** C: what predictions are corrected by. */
    private final int[] correction = new int[REGULAR];

    JpegLsContexts(JpegLsBits bits, JpegLsParameters parameters) {
        this.bits = bits;
        this.parameters = parameters;
        this.errorBits = parameters.errorBits();
        this.limit = parameters.limit();
        this.largestError = (parameters.range() + 1) / 2;
        reset();
    }

    void reset() {
        Arrays.fill(size, Math.max(2, (parameters.range() + 32) / 64));
        Arrays.fill(count, 1);
        Arrays.fill(sum, 0);
        Arrays.fill(correction, 0);
    }

    int correction(int context) {
        return correction[context];
    }

    /** The next error in a context of the regular mode (A.5). */
    int error(int context) {
        int k = golombParameter(size[context], count[context]);
        int mapped = code(k, limit);
        int error = mapped >> 1 ^ -(mapped & 1);
        if (k == 0 && parameters.near() == 0 && 2 * sum[context] <= -count[context]) {
            error = ~error;
        }
        checkSize(error);
        learn(context, error);
        return error;
    }

    /** A.6. */
    private void learn(int context, int error) {
        int biased = sum[context] + error * parameters.step();
        size[context] += Math.abs(error);
        if (count[context] == parameters.reset()) {
            size[context] >>= 1;
            biased >>= 1;
            count[context] >>= 1;
        }
        int n = ++count[context];
        if (biased <= -n) {
            biased = Math.max(biased + n, 1 - n);
            correction[context] = Math.max(correction[context] - 1, -128);
        } else if (biased > 0) {
            biased = Math.min(biased - n, 0);
            correction[context] = Math.min(correction[context] + 1, 127);
        }
        sum[context] = biased;
    }

    /**
     * The error of the sample that ends a run (A.7.2).
     *
     * @param type RItype: 1 where the sample above is as the one to the left, 0 elsewhere
     * @param lengthBits bits that the run's length was written with
     */
    int interruptionError(int type, int lengthBits) {
        int context = REGULAR + type;
        int n = count[context];
        int k = golombParameter(size[context] + (type == 1 ? n >> 1 : 0), n);
        int mapped = code(k, limit - lengthBits - 1);
        int map = mapped + type & 1;
        int error = mapped + type + map >> 1;
        if ((k != 0 || 2 * sum[context] >= n) == (map == 1)) {
            error = -error;
        }
        checkSize(error);
        if (error < 0) {
            sum[context]++;
        }
        size[context] += mapped + 1 - type >> 1;
        if (n == parameters.reset()) {
            size[context] >>= 1;
            sum[context] >>= 1;
            count[context] >>= 1;
        }
        count[context]++;
        return error;
    }

    /** The smallest k for which {@code count << k} is not below {@code size}. */
    private static int golombParameter(int size, int count) {
        int k =
                Math.max(
                        0,
                        Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(size));
        return count << k < size ? k + 1 : k;
    }

    /** A code word of limited length (A.5.3). */
    private int code(int k, int longest) {
        int escape = longest - errorBits - 1;
        int high = bits.zeros(escape);
        return high < escape ? high << k | bits.read(k) : bits.read(errorBits) + 1;
    }

    /** Larger ones would be written modulo RANGE; sums of smaller ones stay below 2^31. */
    private void checkSize(int error) {
        if (Math.abs(error) > largestError) {
            throw ImageException.malformed("JPEG-LS prediction error");
        }
    }
}
