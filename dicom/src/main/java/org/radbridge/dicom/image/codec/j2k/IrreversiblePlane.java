package org.radbridge.dicom.image.codec.j2k;

/** Real numbers and the 9-7 irreversible transformation (F.3.8.2.1). */
final class IrreversiblePlane extends Plane {

    private static final float ALPHA = -1.586134342059924f;
    private static final float BETA = -0.052980118572961f;
    private static final float GAMMA = 0.882911075530934f;
    private static final float DELTA = 0.443506852043971f;
    private static final float K = 1.230174104914001f;

    final float[] samples;
    private float[] low = new float[0];
    private float[] high = new float[0];

    IrreversiblePlane(int width, int height) {
        super(width);
        this.samples = new float[Math.multiplyExact(width, height)];
    }

    @Override
    void put(int x, int y, int[] values, int from, int count, Subband band) {
        int to = first(x, y);
        float half = band.step() / 2;
        for (int i = 0; i < count; i++) {
            samples[to + i] = values[from + i] * half;
        }
    }

    @Override
    int sample(int at) {
        return Math.round(samples[at]);
    }

    @Override
    void release() {
        low = new float[0];
        high = new float[0];
    }

    @Override
    void line(int start, int step, int length, int lows, int lineStep, int lines, int odd) {
        int highs = length - lows;
        if (low.length < lows * STRIP || high.length < highs * STRIP) {
            low = new float[(lows + 1) * STRIP];
            high = new float[(highs + 1) * STRIP];
        }
        boolean single = length == 1;
        float lowScale = single ? 1 : K;
        float highScale = single ? 0.5f : 1 / K;
        for (int line = 0; line < lines; line++) {
            int from = start + line * lineStep;
            for (int n = 0; n < lows; n++, from += step) {
                low[n * STRIP + line] = samples[from] * lowScale;
            }
            for (int n = 0; n < highs; n++, from += step) {
                high[n * STRIP + line] = samples[from] * highScale;
            }
        }
        if (!single) {
            lift(low, lows, high, highs, odd, DELTA);
            lift(high, highs, low, lows, 1 - odd, GAMMA);
            lift(low, lows, high, highs, odd, BETA);
            lift(high, highs, low, lows, 1 - odd, ALPHA);
        }
        for (int line = 0; line < lines; line++) {
            int to = start + line * lineStep + odd * step;
            for (int n = 0; n < lows; n++, to += 2 * step) {
                samples[to] = low[n * STRIP + line];
            }
            to = start + line * lineStep + (1 - odd) * step;
            for (int n = 0; n < highs; n++, to += 2 * step) {
                samples[to] = high[n * STRIP + line];
            }
        }
    }

    /** One lifting step: value n loses a part of its neighbours n - 1 and n, both moved on. */
    private static void lift(
            float[] target, int targets, float[] source, int sources, int moved, float factor) {
        for (int n = 0; n < targets; n++) {
            int before = clamp(n - 1 + moved, sources) * STRIP;
            int after = clamp(n + moved, sources) * STRIP;
            int to = n * STRIP;
            for (int i = 0; i < STRIP; i++) {
                target[to + i] -= factor * (source[before + i] + source[after + i]);
            }
        }
    }
}
