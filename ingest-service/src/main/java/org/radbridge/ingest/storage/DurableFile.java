package org.radbridge.ingest.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is on the device when {@link #makeDurable()} returns. Blocks. */
final class DurableFile extends OutputStream {
    private final FileChannel channel;

    DurableFile(Path path) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Does nothing: whoever writes the last byte does not decide when the file is durable. */
    @Override
    public void close() {}

    /** Puts content and size on the device, and closes. */
    void makeDurable() throws IOException {
        try (channel) {
            channel.force(true);
        }
    }

    /** Closes without waiting for the device: the file is about to be removed. */
    void abandon() throws IOException {
        channel.close();
    }
}
