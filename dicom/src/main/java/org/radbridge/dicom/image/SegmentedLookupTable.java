package org.radbridge.dicom.image;

import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * The entries of a palette that is written as segments (PS3.3 C.7.9.2). Opcodes, lengths and values
 * are as wide as an entry: a byte or a little-endian word.
 */
final class SegmentedLookupTable {

    private static final int DISCRETE = 0;
    private static final int LINEAR = 1;
    private static final int INDIRECT = 2;

    private final byte[] data;
    private final int width;
    private final int[] entries;
    private int found;
    private int at;

    private SegmentedLookupTable(byte[] data, int width, int count) {
        this.data = data;
        this.width = width;
        this.entries = new int[count];
    }

    /**
     * The expanded table.
     *
     * @param width of a value in bytes, 1 or 2
     * @param count how many entries the segments must give; what follows the last is padding
     * @throws ImageException for segments that give another number of them
     */
    static int[] expand(byte[] data, int width, int count) {
        SegmentedLookupTable table = new SegmentedLookupTable(data, width, count);
        while (table.found < count) {
            table.segment(true);
        }
        return table.entries;
    }

    private void segment(boolean mayBeIndirect) {
        int opcode = value();
        int length = value();
        switch (opcode) {
            case DISCRETE -> {
                for (int i = 0; i < length; i++) {
                    add(value());
                }
            }
            case LINEAR -> linear(length);
            case INDIRECT -> {
                if (!mayBeIndirect) {
                    throw invalid();
                }
                indirect(length);
            }
            default -> throw invalid();
        }
    }

    /** From the entry before, which is no part of the segment, to its own last one. */
    private void linear(int length) {
        int to = value();
        if (found == 0) {
            throw invalid();
        }
        int from = entries[found - 1];
        for (int i = 1; i <= length; i++) {
            add(from + (int) Math.round((double) (to - from) * i / length));
        }
    }

    /** Some segments once more, from a byte offset whose lower 16 bits come first. */
    private void indirect(int segments) {
        long offset = 0;
        for (int i = 0; i < 4; i += width) {
            offset |= (long) value() << 8 * i;
        }
        if (offset > data.length) {
            throw invalid();
        }
        int next = at;
        at = (int) offset;
        for (int i = 0; i < segments; i++) {
            segment(false);
        }
        at = next;
    }

    private void add(int entry) {
        if (found == entries.length) {
            throw invalid();
        }
        entries[found++] = entry;
    }

    private int value() {
        if (at + width > data.length) {
            throw invalid();
        }
        int value = data[at] & 0xFF;
        if (width == 2) {
            value |= (data[at + 1] & 0xFF) << 8;
        }
        at += width;
        return value;
    }

    private static ImageException invalid() {
        return new ImageException(Kind.INVALID_ATTRIBUTE, "segmented palette");
    }
}
