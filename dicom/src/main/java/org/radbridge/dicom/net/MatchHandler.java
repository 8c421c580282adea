package org.radbridge.dicom.net;

import io.vertx.core.Future;
import org.radbridge.dicom.data.DataSet;

/** Takes the matches of a C-FIND one by one. */
@FunctionalInterface
public interface MatchHandler {

    /**
     * The next match; called on the association's event loop, must not block. Nothing more is read
     * from the peer until the future completes. A failure aborts the association: cancel the
     * operation to end it in order.
     */
    Future<Void> match(DataSet identifier);
}
