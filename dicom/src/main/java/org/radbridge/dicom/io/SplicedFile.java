package org.radbridge.dicom.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DataSetWriter.SequenceLength;

/**
 * A changed copy of a file whose long values were never in memory: new bytes, and ranges of the old
 * file where those values lie. The transfer syntax stays, so the ranges need no conversion; memory
 * is bounded by what the parser was allowed to keep.
 *
 * @param pieces the new file from its first to its last byte
 */
public record SplicedFile(List<Piece> pieces) {

    /** A part of the new file. */
    public sealed interface Piece {}

    /** Bytes that were written anew; not copied, so do not change them. */
    public record NewBytes(byte[] bytes) implements Piece {}

    /**
     * Bytes of the old file.
     *
     * @param offset of the first, in the old file
     */
    public record OldRange(long offset, long length) implements Piece {}

    public SplicedFile {
        pieces = List.copyOf(pieces);
    }

    /**
     * Where a value of the old file lies in the new one.
     *
     * @param oldOffset of the value's first byte
     * @throws IllegalArgumentException when no range of the new file begins there
     */
    public long newOffset(long oldOffset) {
        long position = 0;
        for (Piece piece : pieces) {
            switch (piece) {
                case NewBytes(byte[] bytes) -> position += bytes.length;
                case OldRange(long offset, long length) -> {
                    if (offset == oldOffset) {
                        return position;
                    }
                    position += length;
                }
            }
        }
        throw new IllegalArgumentException("no range begins at " + oldOffset);
    }

    /**
     * Splices a file.
     *
     * @param fileMeta group 0002 of the new file
     * @param transferSyntax of the old file, and so of the new one
     * @param dataSet the new data set; what it still has of {@link SkippedElement}s is taken from
     *     the old file. Group lengths, which are retired, are left out: they would be wrong
     * @param dataSetOffset where the offsets of the skipped elements count from, in the old file: 0
     *     when it was parsed as a file, the header's length when as a bare data set
     * @throws InvalidValueException for a deflated transfer syntax with skipped values, whose
     *     offsets say nothing about the file
     */
    public static SplicedFile of(
            DataSet fileMeta, TransferSyntax transferSyntax, DataSet dataSet, long dataSetOffset) {
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        output.writeBytes(Part10Writer.header(fileMeta));
        DataSetWriter writer =
                new DataSetWriter(
                        transferSyntax,
                        SequenceLength.UNDEFINED,
                        skipped -> {
                            if (transferSyntax.deflated()) {
                                throw new InvalidValueException(
                                        skipped.tag(), "lies in a deflated data set");
                            }
                            cut(output, pieces);
                            pieces.add(
                                    new OldRange(
                                            dataSetOffset + skipped.offset(), skipped.length()));
                        });
        try {
            writer.write(withoutGroupLengths(dataSet), output);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        cut(output, pieces);
        return new SplicedFile(pieces);
    }

    private static void cut(ByteArrayOutputStream output, List<Piece> pieces) {
        if (output.size() > 0) {
            pieces.add(new NewBytes(output.toByteArray()));
            output.reset();
        }
    }

    private static DataSet withoutGroupLengths(DataSet dataSet) {
        DataSet kept = new DataSet();
        for (Element element : dataSet) {
            boolean groupLength = (element.tag() & 0xFFFF) == 0 && element.tag() != Tag.Item;
            if (!groupLength) {
                kept.put(element);
            }
        }
        return kept;
    }
}
