package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * One object on its way in. Calls come one after another on the association's event loop and must
 * not block; the futures may be completed on any thread. Ends with exactly one of {@link #complete}
 * and {@link #abort}.
 */
public interface StoreReception {

    /**
     * The next bytes of the data set, never empty. Nothing more is read from the peer until the
     * future completes. The buffer may be kept, it is not reused.
     *
     * <p>A failure is answered with the status of its {@link
     * org.radbridge.dicom.dimse.DimseException}, or 0110H; the rest of the data set is dropped.
     */
    Future<Void> data(Buffer fragment);

    /**
     * The data set is whole.
     *
     * @return what to answer; success promises that the object is durable. A failure is answered
     *     like one of {@link #data}
     */
    Future<DimseStatus> complete();

    /**
     * The rest will not come, or {@link #data} failed: clean up. When the association breaks this
     * is called at once, even while the future of the last {@link #data} is still open.
     */
    void abort(Throwable cause);
}
