package org.radbridge.fhirmapper.registry;

import org.jspecify.annotations.Nullable;

/**
 * Ages in completed years.
 *
 * @param from the youngest, included; null for no limit
 * @param to the oldest, included; null for no limit
 */
record AgeRange(@Nullable Integer from, @Nullable Integer to) {
    AgeRange {
        if (from == null && to == null) {
            throw new IllegalArgumentException("ages names neither from nor to");
        }
        if (from != null && from < 0 || from != null && to != null && to < from) {
            throw new IllegalArgumentException("ages: from is not before to");
        }
    }

    boolean holds(int age) {
        return (from == null || age >= from) && (to == null || age <= to);
    }
}
