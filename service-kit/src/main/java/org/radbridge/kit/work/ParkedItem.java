package org.radbridge.kit.work;

import java.time.Instant;
import java.util.UUID;
import org.radbridge.kit.failure.Failure;

/**
 * Work that was given up, until an operator has it tried again.
 *
 * @param id the item
 * @param kind names its handler
 * @param key what it belongs to
 * @param failure the last failure
 * @param attempts how often it was tried
 * @param parkedAt since when it waits
 */
public record ParkedItem(
        UUID id, String kind, String key, Failure failure, int attempts, Instant parkedAt) {}
