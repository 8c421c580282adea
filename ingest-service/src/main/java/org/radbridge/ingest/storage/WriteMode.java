package org.radbridge.ingest.storage;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * How the bytes of a file get to the device: by direct memory access from where they lie, or
 * through the page cache, which costs a copy and fresh pages for content that is forced at once and
 * seldom read again soon.
 *
 * @param direct whether the page cache is passed by
 * @param blockBytes addresses, positions and lengths of direct writes are multiples of it
 */
record WriteMode(boolean direct, int blockBytes) {
    static final WriteMode PAGE_CACHE = new WriteMode(false, 1);

    private static final Logger LOG = Logger.getLogger(WriteMode.class);

    /** Network file systems have blocks of up to a megabyte, of which a file would gather one. */
    private static final int LARGEST_BLOCK = 64 * 1024;

    /** Direct writes where the folder's file system takes them; tries it with a block. Blocks. */
    static WriteMode ofVolume(Path folder) throws IOException {
        WriteMode mode = tried(folder);
        LOG.infof(
                "volume-writes %s, blocks of %d bytes",
                mode.direct() ? "past the page cache" : "through the page cache",
                mode.blockBytes());
        return mode;
    }

    private static WriteMode tried(Path folder) throws IOException {
        long block = Files.getFileStore(folder).getBlockSize();
        if (block > LARGEST_BLOCK) {
            return PAGE_CACHE;
        }
        WriteMode direct = new WriteMode(true, (int) block);
        Path probe = folder.resolve("direct-write-" + UUID.randomUUID());
        try (FileChannel channel = direct.create(probe)) {
            channel.write(direct.buffer(1));
            return direct;
        } catch (UnsupportedOperationException | IOException refused) {
            LOG.infof("direct-writes-refused %s", refused.toString());
            return PAGE_CACHE;
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Creates a file, or empties one that is there already. */
    FileChannel create(Path path) throws IOException {
        Set<OpenOption> options = new HashSet<>();
        options.add(StandardOpenOption.CREATE);
        options.add(StandardOpenOption.TRUNCATE_EXISTING);
        options.add(StandardOpenOption.WRITE);
        if (direct) {
            options.add(ExtendedOpenOption.DIRECT);
        }
        return FileChannel.open(path, options);
    }

    /** A buffer that can be written from, of so many bytes at least. */
    ByteBuffer buffer(int bytes) {
        int blocks = Math.ceilDiv(bytes, blockBytes);
        return ByteBuffer.allocateDirect((blocks + 1) * blockBytes)
                .alignedSlice(blockBytes)
                .limit(blocks * blockBytes)
                .slice();
    }
}
