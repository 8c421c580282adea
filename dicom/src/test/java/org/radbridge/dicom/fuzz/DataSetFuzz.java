package org.radbridge.dicom.fuzz;

import java.nio.ByteBuffer;
import java.util.List;
import org.radbridge.dicom.charset.UnencodableTextException;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.DataSetParser;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.ReadLimits;

/**
 * The data set reader, in the transfer syntax that the first byte chooses, fed in pieces of the
 * second byte's size. What is read must be writable, and read back the same.
 */
public final class DataSetFuzz {

    /** Far below the fuzzer's heap: what takes more is a finding. */
    static final ReadLimits LIMITS = new ReadLimits(16, 10_000, 1 << 20, 4 << 20, 64 << 10);

    static final List<TransferSyntax> SYNTAXES =
            List.of(
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                    TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.of(Uid.JPEGBaseline8Bit));

    private DataSetFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        TransferSyntax syntax = SYNTAXES.get((input[0] & 0xFF) % SYNTAXES.size());
        int piece = 1 + (input[1] & 0xFF);
        DataSet read;
        try {
            read = read(syntax, input, 2, piece);
        } catch (DicomFormatException refused) {
            return;
        }
        visit(read);
        writeAndReadBack(syntax, read);
    }

    private static DataSet read(TransferSyntax syntax, byte[] bytes, int from, int piece) {
        DataSetParser parser = new DataSetParser(syntax, LIMITS);
        try {
            for (int at = from; at < bytes.length; at += piece) {
                parser.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
            }
            return parser.finish();
        } finally {
            parser.abandon();
        }
    }

    /** Every value is asked for in every form. */
    static void visit(DataSet dataSet) {
        for (Element element : dataSet) {
            int tag = element.tag();
            allowingInvalid(() -> dataSet.strings(tag));
            allowingInvalid(() -> dataSet.longs(tag));
            allowingInvalid(() -> dataSet.decimals(tag));
            allowingInvalid(dataSet::toString);
            if (element instanceof SequenceElement sequence) {
                sequence.items().forEach(DataSetFuzz::visit);
            }
        }
    }

    private static void allowingInvalid(Runnable reading) {
        try {
            reading.run();
        } catch (InvalidValueException notOfThisVr) {
            // The bytes are not what the VR demands, and the reader says so.
        }
    }

    private static void writeAndReadBack(TransferSyntax syntax, DataSet read) {
        byte[] written;
        try {
            written = DataSetWriter.write(read, syntax);
        } catch (InvalidValueException | UnencodableTextException refused) {
            return;
        }
        DataSet again;
        try {
            again = read(syntax, written, 0, 4096);
        } catch (DicomFormatException failure) {
            if (failure.kind().isLimit()) {
                return;
            }
            throw new AssertionError("what was written is not readable", failure);
        }
        if (again.size() != read.size()) {
            throw new AssertionError("written and read back, elements are missing");
        }
    }
}
