package org.radbridge.dicom.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Vr;

/**
 * Writes Part 10 files: preamble, prefix, File Meta Information with its group length, data set
 * (PS3.10 section 7).
 */
public final class Part10Writer {

    private static final byte[] PREAMBLE = new byte[128];
    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

    private Part10Writer() {}

    /**
     * The file of an object, File Meta Information made from its SOP Class and SOP Instance UIDs.
     */
    public static byte[] write(DataSet dataSet, TransferSyntax transferSyntax) {
        return write(
                new Part10File(
                        FileMetaInformation.of(dataSet, transferSyntax), transferSyntax, dataSet));
    }

    public static byte[] write(Part10File file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(file, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes to a stream and leaves it open. */
    public static void write(Part10File file, OutputStream output) throws IOException {
        output.write(header(file.fileMeta()));
        new DataSetWriter(file.transferSyntax()).write(file.dataSet(), output);
    }

    /**
     * Everything before the data set: what turns the data set of a C-STORE into a file.
     *
     * @param fileMeta group 0002; a group length in it is replaced by the right one
     */
    public static byte[] header(DataSet fileMeta) {
        DataSet elements =
                new DataSet().putAll(fileMeta).remove(Tag.FileMetaInformationGroupLength);
        byte[] content = DataSetWriter.write(elements, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] groupLength =
                DataSetWriter.write(
                        new DataSet()
                                .putInts(Tag.FileMetaInformationGroupLength, Vr.UL, content.length),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(PREAMBLE);
        header.writeBytes(PREFIX);
        header.writeBytes(groupLength);
        header.writeBytes(content);
        return header.toByteArray();
    }
}
