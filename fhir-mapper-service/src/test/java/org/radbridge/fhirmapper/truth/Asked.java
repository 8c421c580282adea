package org.radbridge.fhirmapper.truth;

import java.util.BitSet;

/**
 * A condition with its answer.
 *
 * @param name as in a URL
 * @param value as in a URL, not encoded
 * @param found the resources that meet it, by their places in the generated record
 */
record Asked(String name, String value, BitSet found) {
    @Override
    public String toString() {
        return name + "=" + (value.length() > 200 ? value.substring(0, 200) + "..." : value);
    }
}
