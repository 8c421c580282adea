package org.radbridge.ingest.storage;

import com.google.crypto.tink.subtle.StreamSegmentDecrypter;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Reads an object chunk by chunk; most objects are one. Blocks; one call after another. */
final class ObjectReader {
    /** A CT of half a mebibyte in one piece, and no more than that in memory for a slow reader. */
    private static final int CHUNK_BYTES = 9 * ObjectCipher.SEGMENT_BYTES;

    private final Source source;
    private final StreamSegmentDecrypter decrypter;
    private final byte[] binding;
    private long position;
    private long left;
    private @Nullable EncryptedContent content;
    private boolean ended;

    /**
     * @param offset bytes of the content before the part that is read
     * @param length bytes of the part; less is read when the content ends earlier
     */
    ObjectReader(
            Source source,
            StreamSegmentDecrypter decrypter,
            byte[] binding,
            long offset,
            long length) {
        this.source = source;
        this.decrypter = decrypter;
        this.binding = binding;
        this.position = offset;
        this.left = length;
    }

    /** Where the encrypted bytes come from. */
    interface Source {
        SeekableByteChannel open() throws IOException;
    }

    /** The next chunk, an empty one when there is none; the last one closes the object. */
    Buffer next() throws IOException, GeneralSecurityException {
        EncryptedContent open = content == null ? open() : content;
        long wanted = Math.min(left, Math.max(0, open.size() - position));
        byte[] chunk = open.read(position, (int) Math.min(CHUNK_BYTES, wanted));
        position += chunk.length;
        left -= chunk.length;
        if (chunk.length == wanted) {
            if (position >= open.size()) {
                open.verifyEnd();
            }
            close();
            ended = true;
        }
        return Buffer.buffer(Unpooled.wrappedBuffer(chunk));
    }

    private EncryptedContent open() throws IOException, GeneralSecurityException {
        SeekableByteChannel encrypted = source.open();
        try {
            EncryptedContent opened = new EncryptedContent(encrypted, decrypter, binding);
            content = opened;
            return opened;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            encrypted.close();
            throw e;
        }
    }

    /** Whether the last chunk was read. */
    boolean ended() {
        return ended;
    }

    void close() throws IOException {
        if (content != null) {
            content.close();
        }
    }
}
