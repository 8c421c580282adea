package org.radbridge.ingest.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.keys.DataKey;

/** One object's content on its way through digest and cipher. Not thread-safe. */
final class Encryption {
    private final DataKey key;
    private final MessageDigest digest = Sha256.start();
    private @Nullable OutputStream encrypted;
    private long size;

    Encryption(DataKey key) {
        this.key = key;
    }

    /** What is written from now on goes into the stream, which is not closed. */
    void begin(OutputStream ciphertext, ObjectId id) throws IOException, GeneralSecurityException {
        encrypted = ObjectCipher.of(key).newEncryptingStream(ciphertext, ObjectCipher.binding(id));
    }

    /** Takes the bytes that remain in a buffer on the heap. */
    void write(ByteBuffer bytes) throws IOException {
        digest.update(bytes.duplicate());
        stream().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        size += bytes.remaining();
    }

    /** Writes the last segment. */
    StoredObject end(ObjectId id) throws IOException {
        stream().close();
        return new StoredObject(id, key.wrapped(), size, Sha256.of(digest.digest()));
    }

    private OutputStream stream() {
        if (encrypted == null) {
            throw new IllegalStateException("not begun");
        }
        return encrypted;
    }
}
