package org.radbridge.ingest.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is on the device when {@link #makeDurable()} returns. Blocks.
 *
 * <p>What is written is gathered in a buffer of the thread, in whole blocks. It must be {@link
 * #flush flushed} before another thread goes on, or this thread writes another file: less than a
 * block of it then stays with the file.
 */
final class DurableFile extends OutputStream {
    /** What a turn writes, segments and tags included, fits in. */
    private static final int GATHERED_BYTES = 320 * 1024;

    private final FileChannel channel;
    private final WriteMode mode;
    private final ThreadLocal<ByteBuffer> buffers;
    private final byte[] rest;
    private int restBytes;
    private long size;
    private boolean broken;

    /** The thread's buffer, while it holds bytes of this file. */
    private @Nullable ByteBuffer gathered;

    private DurableFile(FileChannel channel, WriteMode mode, ThreadLocal<ByteBuffer> buffers) {
        this.channel = channel;
        this.mode = mode;
        this.buffers = buffers;
        this.rest = new byte[mode.blockBytes()];
    }

    /** Creates files, with one buffer for each thread that does. */
    static final class Creation {
        private final WriteMode mode;
        private final ThreadLocal<ByteBuffer> buffers;

        Creation(WriteMode mode) {
            this.mode = mode;
            this.buffers = ThreadLocal.withInitial(() -> mode.buffer(GATHERED_BYTES));
        }

        DurableFile create(Path path) throws IOException {
            return new DurableFile(mode.create(path), mode, buffers);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = gathered();
        int taken = 0;
        while (taken < length) {
            int piece = Math.min(buffer.remaining(), length - taken);
            buffer.put(bytes, offset + taken, piece);
            taken += piece;
            if (!buffer.hasRemaining()) {
                writeBlocks(buffer);
            }
        }
        size += length;
    }

    /** Writes all whole blocks. */
    @Override
    public void flush() throws IOException {
        ByteBuffer buffer = gathered;
        if (buffer != null) {
            writeBlocks(buffer);
            restBytes = buffer.flip().remaining();
            buffer.get(rest, 0, restBytes);
            gathered = null;
        }
    }

    /** Does nothing: whoever writes the last byte does not decide when the file is durable. */
    @Override
    public void close() {}

    /** Puts content and size on the device, and closes. */
    void makeDurable() throws IOException {
        try (channel) {
            ByteBuffer buffer = gathered();
            writeBlocks(buffer);
            if (buffer.position() > 0) {
                while (buffer.position() % mode.blockBytes() != 0) {
                    buffer.put((byte) 0);
                }
                writeBlocks(buffer);
                channel.truncate(size);
            }
            channel.force(true);
        }
    }

    /** Closes without waiting for the device: the file is about to be removed. */
    void abandon() throws IOException {
        channel.close();
    }

    private ByteBuffer gathered() throws IOException {
        if (broken) {
            throw new IOException("a part of the file was not written");
        }
        ByteBuffer known = gathered;
        if (known != null) {
            return known;
        }
        ByteBuffer buffer = buffers.get().clear().put(rest, 0, restBytes);
        restBytes = 0;
        gathered = buffer;
        return buffer;
    }

    /** Leaves what is less than a block at the buffer's beginning. */
    private void writeBlocks(ByteBuffer buffer) throws IOException {
        int end = buffer.position();
        buffer.flip().limit(end - end % mode.blockBytes());
        broken = true;
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        broken = false;
        buffer.limit(end).compact();
    }
}
