package org.radbridge.dicom.image.codec.j2k;

import java.util.List;

/** The coefficients of a tile-component, then its samples, in place. */
abstract sealed class Plane permits ReversiblePlane, IrreversiblePlane {

    /** Rows or columns that go through the filter side by side, a cache line wide. */
    static final int STRIP = 16;

    private final int stride;

    Plane(int stride) {
        this.stride = stride;
    }

    /**
     * Takes dequantized coefficients of a sub-band (annex E).
     *
     * @param values with one bit below the point, {@code count} of them from {@code from} on
     */
    abstract void put(int x, int y, int[] values, int from, int count, Subband band);

    /** A row of samples, after the component transformation, without level shift or limits. */
    abstract int sample(int at);

    /** The inverse wavelet transformation (annex F), resolution by resolution. */
    void synthesise(List<Resolution> resolutions) {
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
        release();
    }

    /**
     * Some lines of {@code length}, low-pass part first, made samples in their places.
     *
     * @param step from one value of a line to the next, {@code lineStep} from line to line
     * @param odd 1 where the line begins with a high-pass value
     */
    abstract void line(int start, int step, int length, int lows, int lineStep, int lines, int odd);

    /** Lets go of what only the transformation needed. */
    abstract void release();

    /** Where the first of a line's coefficients of a sub-band is. */
    final int first(int x, int y) {
        return y * stride + x;
    }

    /** The symmetric extension (F.3.7) repeats the last neighbour of a lifting step. */
    static int clamp(int n, int count) {
        return Math.max(0, Math.min(n, count - 1));
    }
}
