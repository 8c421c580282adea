package org.radbridge.ingest.testing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.CStoreScp;
import org.radbridge.dicom.net.StoreReception;

/** Keeps data sets that are sent, in memory. */
public final class ReceivedObjects implements CStoreScp {
    private final Map<String, Buffer> dataSets = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final Future<Void> gate;

    /** Answers at once. */
    public ReceivedObjects() {
        this(Future.succeededFuture());
    }

    /** Answers when the gate opens. */
    public ReceivedObjects(Future<Void> gate) {
        this.gate = gate;
    }

    /** By SOP Instance UID, as they were sent. */
    public Map<String, Buffer> dataSets() {
        return Map.copyOf(dataSets);
    }

    /** How many were begun to be sent. */
    public int begun() {
        return begun.get();
    }

    @Override
    public StoreReception begin(CStoreRequest request, AssociationInfo association) {
        begun.incrementAndGet();
        Buffer received = Buffer.buffer();
        return new StoreReception() {
            @Override
            public Future<Void> data(Buffer fragment) {
                received.appendBuffer(fragment);
                return Future.succeededFuture();
            }

            @Override
            public Future<DimseStatus> complete() {
                return gate.map(_ -> {
                    dataSets.put(request.sopInstanceUid(), received);
                    return DimseStatus.SUCCESS;
                });
            }

            @Override
            public void abort(Throwable cause) {
                received.setLong(0, 0);
            }
        };
    }
}
