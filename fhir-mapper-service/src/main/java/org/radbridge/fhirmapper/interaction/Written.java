package org.radbridge.fhirmapper.interaction;

import java.time.Instant;
import org.radbridge.fhirmapper.store.ResourceKey;

/**
 * What came of a write.
 *
 * @param key which resource
 * @param version its version now; 0 when there is and was none
 * @param lastUpdated when that version was written
 */
public record Written(ResourceKey key, int version, Instant lastUpdated, Effect effect) {

    /** What changed. */
    public enum Effect {
        CREATED,
        UPDATED,
        /** It was there already, with the same content. */
        UNCHANGED,
        DELETED,
        /** There was nothing to delete. */
        ABSENT
    }
}
