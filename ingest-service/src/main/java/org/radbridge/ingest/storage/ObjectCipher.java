package org.radbridge.ingest.storage;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.StreamSegmentDecrypter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
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

    /** A segment as it is stored, its tag included; of the first one the header is a part. */
    static final int SEGMENT_BYTES = 64 * 1024;

    /** What stands after the bytes of each segment. */
    static final int TAG_BYTES = 16;

    /** The length of the header, a salt and the beginning of the nonces. */
    static final int HEADER_BYTES = 1 + DataKey.BYTES + 7;

    private ObjectCipher() {}

    static StreamingAead of(DataKey key) {
        return streaming(key);
    }

    /** Decrypts the segments of one object, once it has been given its header. */
    static StreamSegmentDecrypter decrypter(DataKey key) {
        try {
            return streaming(key).newStreamSegmentDecrypter();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("a decrypter without header does nothing yet", impossible);
        }
    }

    private static AesGcmHkdfStreaming streaming(DataKey key) {
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
