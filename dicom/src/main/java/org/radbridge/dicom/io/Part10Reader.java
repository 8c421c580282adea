package org.radbridge.dicom.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads whole Part 10 files. Blocks: call it on a worker thread. */
public final class Part10Reader {

    private static final int CHUNK = 64 << 10;

    private Part10Reader() {}

    /**
     * Reads a file with every value in memory.
     *
     * @throws DicomFormatException when it is not a sound DICOM file
     */
    public static Part10File read(Path file) throws IOException {
        return read(file, ReadLimits.WHOLE);
    }

    /**
     * Reads a file; values beyond the limits' {@code keepUpTo} become {@code SkippedElement}s with
     * their offset.
     */
    public static Part10File read(Path file, ReadLimits limits) throws IOException {
        Part10Parser parser = new Part10Parser(limits);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (channel.read(chunk) >= 0) {
                parser.feed(chunk.flip());
                chunk.clear();
            }
            return parser.finish();
        } finally {
            parser.abandon();
        }
    }

    /** Reads a file held in memory. */
    public static Part10File read(byte[] file) {
        return read(file, ReadLimits.WHOLE);
    }

    /** Reads a file held in memory. */
    public static Part10File read(byte[] file, ReadLimits limits) {
        Part10Parser parser = new Part10Parser(limits);
        try {
            parser.feed(file);
            return parser.finish();
        } finally {
            parser.abandon();
        }
    }
}
