package org.radbridge.dicom.image.codec;

import java.util.Arrays;

/** The samples of a JPEG-LS scan, line by line (ITU-T T.87 annexes A and B). */
final class JpegLsScan {

    /** J: bits that a run's length is counted with, by RUNindex (A.2.1). */
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12,
        13, 14, 15
    };

    private final JpegLsBits bits;
    private final JpegLsContexts contexts;
    private final byte[] classes;
    private final int outermost;
    private final int maximum;
    private final int near;
    private final int step;
    private final int modulus;
    private final int columns;

    /** Of each component the line above and this one, with a sample more on either side. */
    private final int[][] above;

    private final int[][] line;
    private final int[] runIndex;
    private final int[] kinds;

    JpegLsScan(JpegLsBits bits, JpegLsParameters parameters, int columns, int components) {
        this.bits = bits;
        this.contexts = new JpegLsContexts(bits, parameters);
        this.classes = parameters.gradientClasses();
        this.outermost = parameters.threshold3();
        this.maximum = parameters.maximum();
        this.near = parameters.near();
        this.step = parameters.step();
        this.modulus = parameters.range() * step;
        this.columns = columns;
        this.above = new int[components][columns + 2];
        this.line = new int[components][columns + 2];
        this.runIndex = new int[components];
        this.kinds = new int[components];
    }

    /**
     * Reads the whole scan.
     *
     * @param to the frame's samples
     * @param offsets of each component in a pixel
     * @param restartInterval in lines, 0 for none
     */
    void read(int[] to, FrameShape shape, int[] offsets, boolean bySample, int restartInterval) {
        int perPixel = shape.samplesPerPixel();
        for (int y = 0; y < shape.rows(); y++) {
            if (restartInterval != 0 && y != 0 && y % restartInterval == 0) {
                restart((y / restartInterval - 1) % 8);
            }
            for (int c = 0; c < offsets.length; c++) {
                begin(c);
                if (!bySample) {
                    line(c);
                }
            }
            if (bySample) {
                lineOfPixels();
            }
            for (int c = 0; c < offsets.length; c++) {
                int index = y * columns * perPixel + offsets[c];
                for (int x = 1; x <= columns; x++, index += perPixel) {
                    to[index] = line[c][x];
                }
            }
        }
    }

    private void restart(int number) {
        bits.restart(number);
        contexts.reset();
        Arrays.fill(runIndex, 0);
        for (int c = 0; c < line.length; c++) {
            Arrays.fill(above[c], 0);
            Arrays.fill(line[c], 0);
        }
    }

    /** A new line, with the samples beyond its edges as A.2.2 gives them. */
    private void begin(int c) {
        int[] next = above[c];
        above[c] = line[c];
        line[c] = next;
        above[c][columns + 1] = above[c][columns];
        next[0] = above[c][1];
    }

    private void line(int c) {
        int x = 1;
        while (x <= columns) {
            int kind = gradients(c, x);
            if (kind != 0) {
                regular(c, x, kind);
                x++;
                continue;
            }
            int end = x + runLength(c, x);
            Arrays.fill(line[c], x, end, line[c][x - 1]);
            x = end;
            if (x <= columns) {
                int left = line[c][x - 1];
                int over = above[c][x];
                int type = Math.abs(left - over) <= near ? 1 : 0;
                int error = contexts.interruptionError(type, RUN_BITS[runIndex[c]]);
                line[c][x] =
                        type == 1
                                ? sample(left, error)
                                : sample(over, left > over ? -error : error);
                runIndex[c] = Math.max(0, runIndex[c] - 1);
                x++;
            }
        }
    }

    /** A line of whole pixels: a run is one of every component. */
    private void lineOfPixels() {
        int x = 1;
        while (x <= columns) {
            int any = 0;
            for (int c = 0; c < line.length; c++) {
                kinds[c] = gradients(c, x);
                any |= kinds[c];
            }
            if (any != 0) {
                for (int c = 0; c < line.length; c++) {
                    regular(c, x, kinds[c]);
                }
                x++;
                continue;
            }
            int end = x + runLength(0, x);
            for (int[] samples : line) {
                Arrays.fill(samples, x, end, samples[x - 1]);
            }
            x = end;
            if (x <= columns) {
                for (int c = 0; c < line.length; c++) {
                    int over = above[c][x];
                    int error = contexts.interruptionError(0, RUN_BITS[runIndex[0]]);
                    line[c][x] = sample(over, line[c][x - 1] > over ? -error : error);
                }
                runIndex[0] = Math.max(0, runIndex[0] - 1);
                x++;
            }
        }
    }

    /** The three gradients as one number; 0 begins a run (A.3). */
    private int gradients(int c, int x) {
        int[] over = above[c];
        int b = over[x];
        int d = over[x - 1];
        return 81 * classOf(over[x + 1] - b) + 9 * classOf(b - d) + classOf(d - line[c][x - 1]);
    }

    /** Gradients beyond the last threshold are of the outermost classes, as it is itself. */
    private int classOf(int gradient) {
        return classes[Math.clamp(gradient, -outermost, outermost) + outermost];
    }

    /** A.4 and A.5. */
    private void regular(int c, int x, int kind) {
        int left = line[c][x - 1];
        int over = above[c][x];
        int corner = above[c][x - 1];
        int low = Math.min(left, over);
        int high = Math.max(left, over);
        int prediction = corner >= high ? low : corner <= low ? high : left + over - corner;
        int sign = kind < 0 ? -1 : 1;
        int context = sign * kind;
        int corrected = prediction + sign * contexts.correction(context);
        line[c][x] = sample(Math.clamp(corrected, 0, maximum), sign * contexts.error(context));
    }

    private int sample(int prediction, int error) {
        int value = prediction + error * step;
        if (value < -near) {
            value += modulus;
        } else if (value > maximum + near) {
            value -= modulus;
        }
        return Math.clamp(value, 0, maximum);
    }

    /** How many samples from here on are as the one before them (A.7.1). */
    private int runLength(int c, int x) {
        int left = columns + 1 - x;
        int length = 0;
        while (bits.read(1) == 1) {
            int span = 1 << RUN_BITS[runIndex[c]];
            if (span <= left - length) {
                runIndex[c] = Math.min(runIndex[c] + 1, RUN_BITS.length - 1);
            }
            length += Math.min(span, left - length);
            if (length == left) {
                return length;
            }
        }
        length += bits.read(RUN_BITS[runIndex[c]]);
        if (length >= left) {
            throw ImageException.malformed("JPEG-LS run is longer than its line");
        }
        return length;
    }
}
