package org.radbridge.dicom.image.codec.j2k;

/** A rectangle of some grid of the Recommendation, its ends exclusive; empty when they meet. */
record Area(int x0, int y0, int x1, int y1) {

    int width() {
        return Math.max(0, x1 - x0);
    }

    int height() {
        return Math.max(0, y1 - y0);
    }

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    /** The area on a grid 2^{@code level} times as coarse (B-14). */
    Area reduced(int level) {
        return band(level, 0, 0);
    }

    /** The area of a sub-band of that level, high-pass where an offset is 1 (B-15). */
    Area band(int level, int xHigh, int yHigh) {
        return new Area(
                ceil(x0, level, xHigh),
                ceil(y0, level, yHigh),
                ceil(x1, level, xHigh),
                ceil(y1, level, yHigh));
    }

    Area within(long left, long top, long right, long bottom) {
        return new Area(
                (int) Math.max(x0, left),
                (int) Math.max(y0, top),
                (int) Math.min(x1, right),
                (int) Math.min(y1, bottom));
    }

    private static int ceil(int value, int level, int high) {
        if (level == 0) {
            return value;
        }
        long moved = value - ((long) high << level - 1);
        return (int) (moved + (1L << level) - 1 >> level);
    }
}
