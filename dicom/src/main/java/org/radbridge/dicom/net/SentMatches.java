package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.DimseStatus;

/** Sends each match as a pending response. */
record SentMatches(EventLoop loop, Progress progress) implements Matches {

    @Override
    public Future<Void> send(DataSet identifier) {
        return send(DimseStatus.PENDING, identifier);
    }

    @Override
    public Future<Void> sendWithWarning(DataSet identifier) {
        return send(DimseStatus.PENDING_WITH_WARNING, identifier);
    }

    private Future<Void> send(DimseStatus status, DataSet identifier) {
        Promise<Void> sent = Promise.promise();
        loop.execute(() -> progress.pending(Response.of(status, identifier)).onComplete(sent));
        return sent.future();
    }

    @Override
    public boolean isCancelled() {
        return progress.isCancelled();
    }
}
