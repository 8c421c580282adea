package org.radbridge.phantoms.tensor;

/**
 * Resampling of one line of samples, pixel centres at half-integers: bilinear when enlarging,
 * anti-aliased when reducing.
 */
final class TriangleFilter {
    private final int[] first;
    private final float[][] weights;

    private TriangleFilter(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    static TriangleFilter between(int from, int to) {
        double step = (double) from / to;
        double support = Math.max(step, 1);
        int[] first = new int[to];
        float[][] weights = new float[to][];
        for (int out = 0; out < to; out++) {
            double centre = (out + 0.5) * step;
            int start = Math.max(0, (int) Math.floor(centre - support - 0.5));
            int end = Math.min(from - 1, (int) Math.ceil(centre + support - 0.5));
            double[] raw = new double[end - start + 1];
            double sum = 0;
            for (int in = start; in <= end; in++) {
                raw[in - start] = Math.max(0, 1 - Math.abs(in + 0.5 - centre) / support);
                sum += raw[in - start];
            }
            first[out] = start;
            weights[out] = new float[raw.length];
            for (int tap = 0; tap < raw.length; tap++) {
                weights[out][tap] = (float) (raw[tap] / sum);
            }
        }
        return new TriangleFilter(first, weights);
    }

    void apply(float[] in, int inStart, int inStride, float[] out, int outStart, int outStride) {
        for (int sample = 0; sample < first.length; sample++) {
            float[] taps = weights[sample];
            int position = inStart + first[sample] * inStride;
            float sum = 0;
            for (float tap : taps) {
                sum += tap * in[position];
                position += inStride;
            }
            out[outStart + sample * outStride] = sum;
        }
    }
}
