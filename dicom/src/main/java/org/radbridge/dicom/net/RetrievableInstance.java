package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import org.radbridge.dicom.data.TransferSyntax;

/** An object that can be sent on request. */
public interface RetrievableInstance {

    /** Its SOP class. */
    String sopClassUid();

    /** Its SOP instance. */
    String sopInstanceUid();

    /** In which it can be sent, the best first; never empty. */
    List<TransferSyntax> transferSyntaxes();

    /**
     * Opens its data set, encoded in one of {@link #transferSyntaxes}; called on the association's
     * event loop, must not block.
     */
    Future<Opened> open(TransferSyntax transferSyntax);

    /**
     * A data set ready to be read.
     *
     * @param dataSet without preamble and file meta; paused at once and read as the peer takes it
     * @param close frees what the stream holds; run once, whether it was read to the end or not
     */
    record Opened(ReadStream<Buffer> dataSet, Runnable close) {}
}
