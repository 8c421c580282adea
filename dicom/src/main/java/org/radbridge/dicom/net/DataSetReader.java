package org.radbridge.dicom.net;

import io.vertx.core.buffer.Buffer;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DataSetParser;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.ReadLimits;

/**
 * Reads the data set of a message other than C-STORE as its fragments come in: an identifier, an
 * attribute list, what an action or event says. Bounded, because it is kept in memory.
 */
final class DataSetReader {

    /** Room for a storage commitment request of some fifty thousand instances. */
    static final ReadLimits LIMITS =
            ReadLimits.WHOLE
                    .withMaxElements(400_000)
                    .withMaxKeptBytes(32L << 20)
                    .withMaxValueLength(32L << 20);

    private final DataSetParser parser;

    DataSetReader(PresentationContext context) {
        parser = new DataSetParser(TransferSyntax.of(context.transferSyntax()), LIMITS);
    }

    /** Fails with a {@link org.radbridge.dicom.io.DicomFormatException}. */
    void feed(Buffer fragment) {
        parser.feed(fragment.getBytes());
    }

    /** Fails with a {@link org.radbridge.dicom.io.DicomFormatException}. */
    DataSet finish() {
        return parser.finish();
    }

    void abandon() {
        parser.abandon();
    }

    /** The other way: a data set as this context wants it. */
    static Buffer encode(DataSet dataSet, PresentationContext context) {
        return Buffer.buffer(
                DataSetWriter.write(dataSet, TransferSyntax.of(context.transferSyntax())));
    }
}
