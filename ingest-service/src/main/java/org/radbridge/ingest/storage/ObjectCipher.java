package org.radbridge.ingest.storage;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import org.radbridge.ingest.keys.DataKey;

/**
 * How an object is encrypted: AES-256-GCM in segments, as Tink's StreamingAead, with the object's
 * own key. Segments of 64 KiB: a part of an object can be read without the rest, and a writer holds
 * one segment in memory. The object's id is associated data, so that one object cannot be passed
 * off as another.
 */
final class ObjectCipher {
    private static final String HKDF = "HmacSha256";
    private static final int SEGMENT_BYTES = 64 * 1024;

    private ObjectCipher() {}

    static StreamingAead of(DataKey key) {
        try {
            return new AesGcmHkdfStreaming(key.secret(), HKDF, DataKey.BYTES, SEGMENT_BYTES, 0);
        } catch (InvalidAlgorithmParameterException impossible) {
            throw new AssertionError("256 bits are a key for AES-256-GCM", impossible);
        }
    }

    static byte[] binding(ObjectId id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
