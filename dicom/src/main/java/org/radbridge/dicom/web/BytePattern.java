package org.radbridge.dicom.web;

import java.util.Arrays;

/** Finds a fixed run of bytes, skipping ahead on a mismatch (Boyer, Moore and Horspool). */
final class BytePattern {

    private final byte[] pattern;
    private final int[] shift = new int[256];

    BytePattern(byte[] pattern) {
        this.pattern = pattern.clone();
        Arrays.fill(shift, pattern.length);
        for (int i = 0; i < pattern.length - 1; i++) {
            shift[pattern[i] & 0xFF] = pattern.length - 1 - i;
        }
    }

    int length() {
        return pattern.length;
    }

    /** The first place from {@code from} on, or -1. */
    int indexIn(byte[] bytes, int from, int to) {
        int last = pattern.length - 1;
        int place = from;
        while (place + last < to) {
            byte end = bytes[place + last];
            if (end == pattern[last]
                    && Arrays.equals(bytes, place, place + last, pattern, 0, last)) {
                return place;
            }
            place += shift[end & 0xFF];
        }
        return -1;
    }
}
