package org.radbridge.ingest.receive;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The memory of chunks, used again: to clear a new piece for each, and to collect it afterwards,
 * costs several times the copy into it. Safe for threads.
 */
final class ChunkBuffers {
    private static final int KEPT = 32;

    private final int bytes;
    private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    /**
     * @param bytes of each
     */
    ChunkBuffers(int bytes) {
        this.bytes = bytes;
    }

    /** A piece with bytes of an earlier use in it. */
    byte[] take() {
        byte[] used = free.poll();
        return used == null ? new byte[bytes] : used;
    }

    /** Nobody looks at the chunk any more. */
    void giveBack(ByteBuffer chunk) {
        if (chunk.array().length == bytes) {
            free.offer(chunk.array());
        }
    }
}
