package org.radbridge.ingest.storage;

import com.google.crypto.tink.subtle.StreamSegmentDecrypter;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;

/**
 * The content of an encrypted object, decrypted from where it is read straight to where it is
 * wanted. Each segment is verified before any of it is given; the cipher knows the number of a
 * segment and which is the last, so that none can be moved, left out or cut off. Blocks; one call
 * at a time.
 *
 * <pre>
 *  header (40) | segment 0 | tag | segment 1 | tag | …     64 KiB each but the last, the header counts to the first
 * </pre>
 */
final class EncryptedContent implements Closeable {
    private static final int PLAIN_BYTES = ObjectCipher.SEGMENT_BYTES - ObjectCipher.TAG_BYTES;

    /** One segment as it is stored: read here, and left when it is decrypted. */
    private static final ThreadLocal<ByteBuffer> SEGMENT =
            ThreadLocal.withInitial(() -> ByteBuffer.allocate(ObjectCipher.SEGMENT_BYTES));

    private final SeekableByteChannel encrypted;
    private final StreamSegmentDecrypter decrypter;
    private final long encryptedSize;
    private final int segments;
    private boolean lastVerified;

    /**
     * Reads the header.
     *
     * @param encrypted is closed with this
     * @param binding see {@link ObjectCipher#binding}
     */
    EncryptedContent(
            SeekableByteChannel encrypted, StreamSegmentDecrypter decrypter, byte[] binding)
            throws IOException, GeneralSecurityException {
        this.encrypted = encrypted;
        this.decrypter = decrypter;
        this.encryptedSize = encrypted.size();
        this.segments = Math.toIntExact(Math.ceilDiv(encryptedSize, ObjectCipher.SEGMENT_BYTES));
        if (segments < 1 || plainEnd(segments - 1) < plainStart(segments - 1)) {
            throw new IOException(encryptedSize + " bytes are no encrypted object");
        }
        ByteBuffer header = ByteBuffer.allocate(ObjectCipher.HEADER_BYTES);
        read(0, header);
        decrypter.init(header, binding);
    }

    /** How many bytes the content has. */
    long size() {
        return plainEnd(segments - 1);
    }

    /** A part of the content that lies within it. */
    byte[] read(long offset, int length) throws IOException, GeneralSecurityException {
        ByteBuffer part = ByteBuffer.allocate(length);
        int segment = (int) ((offset + ObjectCipher.HEADER_BYTES) / PLAIN_BYTES);
        long at = offset;
        while (part.hasRemaining()) {
            int skipped = (int) (at - plainStart(segment));
            int all = (int) (plainEnd(segment) - plainStart(segment));
            if (skipped == 0 && all <= part.remaining()) {
                decrypt(segment, part);
            } else {
                byte[] whole = new byte[all];
                decrypt(segment, ByteBuffer.wrap(whole));
                part.put(whole, skipped, Math.min(all - skipped, part.remaining()));
            }
            segment++;
            at = plainStart(segment);
        }
        return part.array();
    }

    /**
     * Makes sure that the content ends where it seems to: what cuts it off cannot make a last
     * segment.
     */
    void verifyEnd() throws IOException, GeneralSecurityException {
        if (!lastVerified) {
            int last = segments - 1;
            decrypt(last, ByteBuffer.allocate((int) (plainEnd(last) - plainStart(last))));
        }
    }

    private void decrypt(int segment, ByteBuffer target)
            throws IOException, GeneralSecurityException {
        boolean last = segment == segments - 1;
        long from = storedStart(segment);
        ByteBuffer stored = SEGMENT.get().clear().limit((int) (storedEnd(segment) - from));
        read(from, stored);
        decrypter.decryptSegment(stored, segment, last, target);
        lastVerified |= last;
    }

    /** Fills the buffer, and makes it ready to be read. */
    private void read(long from, ByteBuffer target) throws IOException {
        if (encrypted.position() != from) {
            encrypted.position(from);
        }
        while (target.hasRemaining()) {
            if (encrypted.read(target) < 0) {
                throw new EOFException("the object became shorter while it was read");
            }
        }
        target.flip();
    }

    private static long storedStart(int segment) {
        return segment == 0
                ? ObjectCipher.HEADER_BYTES
                : (long) segment * ObjectCipher.SEGMENT_BYTES;
    }

    private long storedEnd(int segment) {
        return Math.min((segment + 1L) * ObjectCipher.SEGMENT_BYTES, encryptedSize);
    }

    private static long plainStart(int segment) {
        return segment == 0 ? 0 : (long) segment * PLAIN_BYTES - ObjectCipher.HEADER_BYTES;
    }

    private long plainEnd(int segment) {
        return plainStart(segment)
                + storedEnd(segment)
                - storedStart(segment)
                - ObjectCipher.TAG_BYTES;
    }

    @Override
    public void close() throws IOException {
        encrypted.close();
    }
}
