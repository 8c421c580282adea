package org.radbridge.ingest.receive;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/** Gathers bytes as they come into chunks that are worth a turn on another thread. */
final class Chunks {
    /** As many bytes are worked on at once, and what one more piece adds. */
    private static final int CHUNK_BYTES = 240 * 1024;

    private static final byte[] NOTHING = {};
    private static final int FIRST_ROOM = 64 * 1024;

    /** What the buffers of chunks have: one piece more than makes a chunk full. */
    static final int ROOM = CHUNK_BYTES + 128 * 1024;

    private final ChunkBuffers buffers;
    private byte[] gathered = new byte[FIRST_ROOM];
    private int size;
    private int prefixBytes;

    /**
     * @param prefix what the store gets before all that comes, and the parser does not
     * @param buffers of {@link #ROOM}
     */
    Chunks(Buffer prefix, ChunkBuffers buffers) {
        this.buffers = buffers;
        add(prefix);
        prefixBytes = size;
    }

    /**
     * What is worked on together.
     *
     * @param bytes for the store
     * @param content for the parser
     */
    record Chunk(ByteBuffer bytes, ByteBuffer content) {}

    /** Adds a copy. */
    void add(Buffer bytes) {
        int needed = size + bytes.length();
        if (needed > gathered.length) {
            byte[] before = gathered;
            gathered = needed <= ROOM ? buffers.take() : new byte[needed];
            System.arraycopy(before, 0, gathered, 0, size);
        }
        bytes.getBytes(gathered, size);
        size = needed;
    }

    /** Whether a chunk is worth its turn. */
    boolean isFull() {
        return size >= CHUNK_BYTES;
    }

    /**
     * What was gathered. Taken by whoever gathers: the work before it ends on another thread, which
     * must not touch what more bytes are added to.
     */
    Chunk take() {
        ByteBuffer bytes = ByteBuffer.wrap(gathered, 0, size);
        ByteBuffer content = bytes.slice(prefixBytes, size - prefixBytes);
        gathered = NOTHING;
        size = 0;
        prefixBytes = 0;
        return new Chunk(bytes, content);
    }
}
