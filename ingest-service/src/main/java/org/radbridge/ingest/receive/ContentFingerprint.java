package org.radbridge.ingest.receive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.BulkDataSink;
import org.radbridge.ingest.storage.Sha256;

/**
 * Tells whether two data sets have the same content. Bulk data goes into a checksum while it passes
 * (CRC-32C: a second SHA-256 over all pixels would cost more than it tells), all else as DICOM
 * JSON.
 */
final class ContentFingerprint implements BulkDataSink {
    private final CRC32C bulk = new CRC32C();
    private long bulkBytes;

    @Override
    public void begin(int tag, Vr vr, int depth, long length) {
        bulk.update(tag);
    }

    @Override
    public void fragment(long length) {
        bulk.update((int) length);
    }

    @Override
    public void data(ByteBuffer bytes) {
        bulkBytes += bytes.remaining();
        bulk.update(bytes);
    }

    @Override
    public void end() {
        // the next value begins with its tag
    }

    /** The fingerprint, once all has passed. */
    Sha256 of(String metadata) {
        MessageDigest digest = Sha256.start();
        digest.update(metadata.getBytes(StandardCharsets.UTF_8));
        digest.update(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(bulkBytes)
                        .putLong(bulk.getValue())
                        .flip());
        return Sha256.of(digest.digest());
    }
}
