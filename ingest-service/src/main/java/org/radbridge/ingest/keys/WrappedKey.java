package org.radbridge.ingest.keys;

import io.vertx.core.buffer.Buffer;

/**
 * A data key as the index keeps it: the number of its wrapping key (4 bytes, big endian), then the
 * key itself under AES Key Wrap (RFC 3394: 40 bytes). It is no secret without the wrapping key.
 *
 * @param bytes 44 bytes
 */
public record WrappedKey(Buffer bytes) {
    static final int NUMBER_BYTES = Integer.BYTES;

    /** The length of a wrapped key. */
    public static final int BYTES = NUMBER_BYTES + DataKey.BYTES + 8;

    public WrappedKey {
        if (bytes.length() != BYTES) {
            throw new IllegalArgumentException("a wrapped key has " + BYTES + " bytes");
        }
    }

    /** The wrapping key that opens it. */
    int wrappingKey() {
        return bytes.getInt(0);
    }

    byte[] sealed() {
        return bytes.getBytes(NUMBER_BYTES, BYTES);
    }
}
