package org.radbridge.dicom.image.codec.j2k;

/** Integers and the 5-3 reversible transformation (F.3.8.2.2). */
final class ReversiblePlane extends Plane {

    final int[] samples;
    private int[] low = new int[0];
    private int[] high = new int[0];

    ReversiblePlane(int width, int height) {
        super(width);
        this.samples = new int[Math.multiplyExact(width, height)];
    }

    @Override
    void put(int x, int y, int[] values, int from, int count, Subband band) {
        int to = first(x, y);
        for (int i = 0; i < count; i++) {
            samples[to + i] = values[from + i] / 2;
        }
    }

    @Override
    int sample(int at) {
        return samples[at];
    }

    @Override
    void release() {
        low = new int[0];
        high = new int[0];
    }

    @Override
    void line(int start, int step, int length, int lows, int lineStep, int lines, int odd) {
        int highs = length - lows;
        if (low.length < lows * STRIP || high.length < highs * STRIP) {
            low = new int[(lows + 1) * STRIP];
            high = new int[(highs + 1) * STRIP];
        }
        for (int line = 0; line < lines; line++) {
            int from = start + line * lineStep;
            for (int n = 0; n < lows; n++, from += step) {
                low[n * STRIP + line] = samples[from];
            }
            for (int n = 0; n < highs; n++, from += step) {
                high[n * STRIP + line] = samples[from];
            }
        }
        if (lows == 0) {
            for (int i = 0; i < STRIP; i++) {
                high[i] >>= 1; // a single odd value (F.3.6)
            }
        } else if (highs > 0) {
            for (int n = 0; n < lows; n++) {
                int before = clamp(n - 1 + odd, highs) * STRIP;
                int after = clamp(n + odd, highs) * STRIP;
                int to = n * STRIP;
                for (int i = 0; i < STRIP; i++) {
                    low[to + i] -= high[before + i] + high[after + i] + 2 >> 2;
                }
            }
            for (int n = 0; n < highs; n++) {
                int before = clamp(n - odd, lows) * STRIP;
                int after = clamp(n + 1 - odd, lows) * STRIP;
                int to = n * STRIP;
                for (int i = 0; i < STRIP; i++) {
                    high[to + i] += low[before + i] + low[after + i] >> 1;
                }
            }
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
}
