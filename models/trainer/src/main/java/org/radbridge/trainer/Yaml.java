package org.radbridge.trainer;

import java.util.Locale;

/** Numbers as the card writes them: no locale, no more digits than mean something. */
final class Yaml {
    private Yaml() {}

    /** A whole number without a point, any other with the digits it needs. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Three decimals. */
    static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
