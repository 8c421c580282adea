package org.radbridge.ingest.keys;

import java.time.Instant;

/**
 * What may be known of a wrapping key.
 *
 * @param number its number
 * @param createdAt when it was made
 * @param wrappedAt when it was last wrapped by the master key
 * @param current whether new objects are kept under it
 */
public record KeyState(int number, Instant createdAt, Instant wrappedAt, boolean current) {}
