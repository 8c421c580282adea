package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.radbridge.dicom.dimse.DimseStatus;

/** A store SCP that remembers what it was given. */
final class RecordingStore implements CStoreScp {

    /** One object received whole. */
    record Stored(CStoreRequest request, AssociationInfo association, Buffer dataSet) {}

    private final List<Stored> stored = new CopyOnWriteArrayList<>();
    private final List<Throwable> aborted = new CopyOnWriteArrayList<>();

    @Override
    public StoreReception begin(CStoreRequest request, AssociationInfo association) {
        Buffer dataSet = Buffer.buffer();
        return new StoreReception() {
            @Override
            public Future<Void> data(Buffer fragment) {
                dataSet.appendBuffer(fragment);
                return Future.succeededFuture();
            }

            @Override
            public Future<DimseStatus> complete() {
                stored.add(new Stored(request, association, dataSet));
                return Future.succeededFuture(DimseStatus.SUCCESS);
            }

            @Override
            public void abort(Throwable cause) {
                aborted.add(cause);
            }
        };
    }

    List<Stored> stored() {
        return stored;
    }

    List<Throwable> aborted() {
        return aborted;
    }

    List<Long> lengths() {
        return stored.stream().map(object -> (long) object.dataSet().length()).toList();
    }
}
