package org.radbridge.dicom.image.codec.j2k;

import java.util.List;

/** Integers and the 5-3 reversible transformation (F.3.8.2.2). */
final class ReversiblePlane implements Plane {

    /** Rows or columns that go through the filter side by side, a cache line wide. */
    private static final int STRIP = 16;

    final int[] samples;
    private final int stride;
    private int[] low = new int[0];
    private int[] high = new int[0];

    ReversiblePlane(int width, int height) {
        this.samples = new int[Math.multiplyExact(width, height)];
        this.stride = width;
    }

    @Override
    public void put(int x, int y, int[] values, int from, int count, Subband band) {
        int to = y * stride + x;
        for (int i = 0; i < count; i++) {
            samples[to + i] = values[from + i] / 2;
        }
    }

    @Override
    public int sample(int at) {
        return samples[at];
    }

    @Override
    public void synthesise(List<Resolution> resolutions) {
        for (int r = 1; r < resolutions.size(); r++) {
            Area area = resolutions.get(r).area();
            Area below = resolutions.get(r - 1).area();
            if (area.isEmpty()) {
                continue;
            }
            for (int y = 0; y < area.height(); y += STRIP) {
                int lines = Math.min(STRIP, area.height() - y);
                line(y * stride, 1, area.width(), below.width(), stride, lines, area.x0() & 1);
            }
            for (int x = 0; x < area.width(); x += STRIP) {
                int lines = Math.min(STRIP, area.width() - x);
                line(x, stride, area.height(), below.height(), 1, lines, area.y0() & 1);
            }
        }
        low = new int[0];
        high = new int[0];
    }

    /**
     * Some lines of {@code length}, low-pass part first, made samples in their places.
     *
     * @param step from one value of a line to the next, {@code lineStep} from line to line
     * @param odd 1 where the line begins with a high-pass value
     */
    private void line(int start, int step, int length, int lows, int lineStep, int lines, int odd) {
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

    /** The symmetric extension (F.3.7) repeats the last neighbour of a lifting step. */
    private static int clamp(int n, int count) {
        return Math.max(0, Math.min(n, count - 1));
    }
}
