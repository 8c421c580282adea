package org.radbridge.dicom.dicomdir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Parser;
import org.radbridge.dicom.io.ReadLimits;

/** Reads a DICOMDIR from bytes that arrive in pieces, or from a file. */
public final class MediaDirectoryReader {

    private static final int CHUNK = 64 << 10;

    /** 512 MiB of entries: a directory of some 400,000 images. */
    public static final ReadLimits LIMITS =
            new ReadLimits(8, 4_000_000, 1 << 20, 512L << 20, 1 << 20);

    private final Map<Long, DataSet> items = new TreeMap<>();
    private final Part10Parser parser;

    public MediaDirectoryReader(ReadLimits limits) {
        this.parser = new Part10Parser(limits, null, this::item);
    }

    private void item(int sequenceTag, DataSet item, long offset) {
        if (sequenceTag == Tag.DirectoryRecordSequence) {
            items.put(offset, item);
        }
    }

    /**
     * Reads a file. Blocks: call it on a worker thread.
     *
     * @throws DicomFormatException when it is no DICOMDIR
     */
    public static MediaDirectory read(Path file) throws IOException {
        MediaDirectoryReader reader = new MediaDirectoryReader(LIMITS);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (channel.read(chunk) >= 0) {
                reader.feed(chunk.flip());
                chunk.clear();
            }
            return reader.finish();
        } finally {
            reader.parser.abandon();
        }
    }

    /** Reads a DICOMDIR held in memory. */
    public static MediaDirectory read(byte[] file) {
        MediaDirectoryReader reader = new MediaDirectoryReader(LIMITS);
        try {
            reader.feed(ByteBuffer.wrap(file));
            return reader.finish();
        } finally {
            reader.parser.abandon();
        }
    }

    /** Takes the next bytes, all of them. */
    public void feed(ByteBuffer bytes) {
        parser.feed(bytes);
    }

    /**
     * Tells that no more bytes come.
     *
     * @throws DicomFormatException of kind MALFORMED for a sound file of another kind, and as
     *     {@link Part10Parser#finish()}
     */
    public MediaDirectory finish() {
        Part10File file = parser.finish();
        DataSet dataSet = file.dataSet();
        if (!dataSet.contains(Tag.DirectoryRecordSequence)) {
            throw new DicomFormatException(
                    Kind.MALFORMED, 0, "no Directory Record Sequence (0004,1220)");
        }
        return new RecordTree(items).directory(dataSet);
    }
}
