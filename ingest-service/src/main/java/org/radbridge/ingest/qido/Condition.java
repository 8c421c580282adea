package org.radbridge.ingest.qido;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an attribute must be (PS3.4 section C.2.2.2). */
sealed interface Condition {

    /** Universal matching: anything, or nothing. */
    record Universal() implements Condition {}

    /**
     * Single value matching, or one of several: a list of UIDs, or multiple value matching.
     *
     * @param values as they are written, never empty
     */
    record OneOf(List<String> values) implements Condition {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /**
     * Wild card matching.
     *
     * @param pattern with {@code *} and {@code ?}
     */
    record WildCard(String pattern) implements Condition {}

    /**
     * Range matching, both ends included.
     *
     * @param from null for no lower end
     * @param to null for no upper end
     */
    record Range(@Nullable String from, @Nullable String to) implements Condition {}

    /** Empty value matching (PS3.4 section C.2.2.2.7): absent, or without a value. */
    record Empty() implements Condition {}
}
