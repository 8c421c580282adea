package org.radbridge.ingest.storage;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * The name of an object: a UUID of version 7 (RFC 9562 section 5.7), so that it tells when the
 * object was begun. Objects of one period can be listed without looking at all others.
 */
public record ObjectId(UUID value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public ObjectId {
        if (value.version() != 7) {
            throw new IllegalArgumentException("not a UUID of version 7: " + value);
        }
    }

    /** A new id, of this instant. */
    public static ObjectId create() {
        return createdAt(Instant.now());
    }

    /** A new id, of the given instant. */
    public static ObjectId createdAt(Instant instant) {
        long random = RANDOM.nextLong();
        long high = instant.toEpochMilli() << 16 | 0x7000 | random >>> 52;
        long low = RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new ObjectId(new UUID(high, low));
    }

    /** Reads the text form of the UUID. */
    public static ObjectId parse(String text) {
        return new ObjectId(UUID.fromString(text));
    }

    /** When the object was begun, to the millisecond. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
