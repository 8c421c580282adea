package org.radbridge.ingest.storage;

import com.google.crypto.tink.StreamingAead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Reads an object chunk by chunk. Blocks; one call at a time. */
final class ObjectReader {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Source source;
    private final StreamingAead keys;
    private final byte[] binding;
    private final long offset;
    private long left;
    private @Nullable SeekableByteChannel content;
    private volatile boolean ended;

    ObjectReader(Source source, StreamingAead keys, byte[] binding, long offset, long length) {
        this.source = source;
        this.keys = keys;
        this.binding = binding;
        this.offset = offset;
        this.left = length;
    }

    /** Where the encrypted bytes come from. */
    interface Source {
        SeekableByteChannel open() throws IOException;
    }

    /** All chunks, each when it is asked for. */
    static Multi<Buffer> chunks(StorageWorkers workers, ObjectReader reader, ObjectId id) {
        return Multi.createBy()
                .repeating()
                .uni(() -> StorageFailures.translated(workers.run(reader::next), id))
                .whilst(_ -> !reader.ended)
                .filter(buffer -> buffer.length() > 0)
                .onTermination()
                .call(() ->
                        reader.ended
                                ? Uni.createFrom().voidItem()
                                : workers.run(() -> {
                                    reader.close();
                                    return null;
                                }));
    }

    /** The next chunk, an empty one at the end; the last one closes the object. */
    Buffer next() throws IOException, GeneralSecurityException {
        SeekableByteChannel channel = content == null ? open() : content;
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, left));
        int read = channel.read(chunk);
        // an empty object answers 0 for ever, others -1 at their end
        while (read > 0 && chunk.hasRemaining()) {
            read = channel.read(chunk);
        }
        left -= chunk.position();
        if (read < 0 || left == 0 || chunk.position() == 0) {
            close();
            ended = true;
        }
        return Buffer.buffer(chunk.position()).appendBytes(chunk.array(), 0, chunk.position());
    }

    private SeekableByteChannel open() throws IOException, GeneralSecurityException {
        SeekableByteChannel encrypted = source.open();
        try {
            SeekableByteChannel decrypted = keys.newSeekableDecryptingChannel(encrypted, binding);
            content = decrypted;
            if (offset > 0) {
                decrypted.position(offset);
            }
            return decrypted;
        } catch (IOException | GeneralSecurityException e) {
            encrypted.close();
            throw e;
        }
    }

    void close() throws IOException {
        if (content != null) {
            content.close();
        }
    }
}
