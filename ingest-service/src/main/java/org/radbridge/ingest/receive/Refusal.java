package org.radbridge.ingest.receive;

/**
 * An instance that was not taken.
 *
 * @param detail what exactly is wrong, naming tags and offsets, never values
 */
public record Refusal(RefusalReason reason, String detail) {}
