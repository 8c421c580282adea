package org.radbridge.fhirmapper.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a search goes on.
 *
 * @param keys the noted keys, as {@link SearchPages} keeps them
 * @param position how many of them come before the page
 * @param noted how many there are
 * @param after the sort values of the last of them, when others may come after it; else null
 * @param begun when the search was first answered
 * @param total how many matched then; null when nobody counted
 */
public record PagePlace(
        UUID keys,
        int position,
        int noted,
        @Nullable List<String> after,
        Instant begun,
        @Nullable Long total) {

    /** The place of the page after this one. */
    PagePlace next(int count) {
        return new PagePlace(keys, Math.min(position + count, noted), noted, after, begun, total);
    }

    /** Whether anything may come after this place. */
    boolean leadsOn() {
        return position < noted || after != null;
    }
}
