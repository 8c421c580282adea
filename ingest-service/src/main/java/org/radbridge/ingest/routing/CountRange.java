package org.radbridge.ingest.routing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 3-}, {@code 1-2}, {@code -10} or {@code 1}: both ends belong to it. */
record CountRange(int from, int to) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})?(-)?(\\d{1,9})?");

    static CountRange atLeast(int from) {
        return new CountRange(from, Integer.MAX_VALUE);
    }

    /**
     * Reads the form above.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static CountRange parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches() || parts.group(1) == null && parts.group(3) == null) {
            throw new IllegalArgumentException("'" + text + "' is not like 3-, 1-2 or -10");
        }
        boolean range = parts.group(2) != null;
        int from = parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1));
        int to = from;
        if (range) {
            to = parts.group(3) == null ? Integer.MAX_VALUE : Integer.parseInt(parts.group(3));
        }
        if (from > to) {
            throw new IllegalArgumentException("'" + text + "' ends before it begins");
        }
        return new CountRange(from, to);
    }

    boolean contains(int count) {
        return from <= count && count <= to;
    }

    @Override
    public String toString() {
        return from == to ? "" + from : from + "-" + (to == Integer.MAX_VALUE ? "" : "" + to);
    }
}
