package org.radbridge.devstack.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10Parser;
import org.radbridge.dicom.io.ReadLimits;

/**
 * A DICOM file and what a sender must know of it.
 *
 * @param dataSetOffset where its data set begins; empty when the file has no sound header
 * @param size of the file, bytes
 */
public record DicomFile(
        Path path,
        String sopClassUid,
        String sopInstanceUid,
        String studyInstanceUid,
        TransferSyntax transferSyntax,
        OptionalInt dataSetOffset,
        long size) {

    private static final int CHUNK = 64 << 10;
    private static final int PREAMBLE_AND_PREFIX = 132;

    /** File Meta Information Group Length: tag, VR, length and a four-byte value. */
    private static final int GROUP_LENGTH_ELEMENT = 12;

    /** Reads the beginning of a file; empty when it is no DICOM object that can be sent. */
    public static Optional<DicomFile> read(Path file) throws IOException {
        Part10Parser parser = new Part10Parser(ReadLimits.INDEX);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            boolean end = false;
            while (!end && !identified(parser)) {
                end = channel.read(chunk.clear()) < 0;
                parser.feed(chunk.flip());
            }
            return parser.dataSet().flatMap(found -> of(file, parser, found));
        } catch (DicomFormatException e) {
            return Optional.empty();
        } finally {
            parser.abandon();
        }
    }

    /** The UIDs stand in groups 0008 and 0020, so later groups need not be read. */
    private static boolean identified(Part10Parser parser) {
        return parser.dataSet().map(found -> found.contains(Tag.SeriesInstanceUID)).orElse(false);
    }

    private static Optional<DicomFile> of(Path file, Part10Parser parser, DataSet dataSet) {
        Optional<String> sopClass = dataSet.string(Tag.SOPClassUID);
        Optional<String> sopInstance = dataSet.string(Tag.SOPInstanceUID);
        Optional<String> study = dataSet.string(Tag.StudyInstanceUID);
        Optional<TransferSyntax> syntax = parser.transferSyntax();
        if (sopClass.isEmpty() || sopInstance.isEmpty() || study.isEmpty() || syntax.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new DicomFile(
                        file,
                        sopClass.get(),
                        sopInstance.get(),
                        study.get(),
                        syntax.get(),
                        offset(file),
                        file.toFile().length()));
    }

    private static OptionalInt offset(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(PREAMBLE_AND_PREFIX + GROUP_LENGTH_ELEMENT);
            while (head.hasRemaining() && channel.read(head) >= 0) {}
            head.order(ByteOrder.LITTLE_ENDIAN);
            boolean sound =
                    !head.hasRemaining()
                            && head.getInt(PREAMBLE_AND_PREFIX) == 0x0000_0002
                            && head.getShort(PREAMBLE_AND_PREFIX + 6) == 4;
            return sound
                    ? OptionalInt.of(head.capacity() + head.getInt(PREAMBLE_AND_PREFIX + 8))
                    : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
