package org.radbridge.devstack.pacs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;

/** Stores the parts of one STOW-RS request, each by itself, and keeps account, PS3.18 §10.5. */
final class StowRequest implements PartHandler {

    private final Vertx vertx;
    private final ObjectStore store;
    private final String retrieveBase;
    private final List<DataSet> stored = new ArrayList<>();
    private final List<DataSet> failed = new ArrayList<>();
    private boolean accepted;
    private IncomingObject incoming;

    /**
     * @param retrieveBase URL under which stored objects can be retrieved
     */
    StowRequest(Vertx vertx, ObjectStore store, String retrieveBase) {
        this.vertx = vertx;
        this.store = store;
        this.retrieveBase = retrieveBase;
        this.incoming = new IncomingObject(vertx, store);
    }

    @Override
    public Future<Void> begin(PartHeaders headers) {
        incoming = new IncomingObject(vertx, store);
        accepted =
                headers.contentType()
                        .map(type -> type.type().equals(MediaType.APPLICATION_DICOM))
                        .orElse(true);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> data(Buffer bytes) {
        return accepted ? incoming.write(bytes) : Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        if (!accepted) {
            failed.add(failure(DimseStatus.CANNOT_UNDERSTAND));
            return Future.succeededFuture();
        }
        return incoming.commit()
                .onSuccess(object -> stored.add(reference(object)))
                .<Void>mapEmpty()
                .recover(cause -> {
                    if (cause instanceof RefusedObjectException refused) {
                        failed.add(failure(refused.status()));
                        return Future.succeededFuture();
                    }
                    return Future.failedFuture(cause);
                });
    }

    /** The body ended badly: the part under way is dropped; what was stored before stays. */
    Future<Void> discard() {
        return incoming.discard();
    }

    private DataSet reference(StoredObject object) {
        String url =
                retrieveBase
                        + "/studies/"
                        + object.studyInstanceUid()
                        + "/series/"
                        + object.seriesInstanceUid()
                        + "/instances/"
                        + object.sopInstanceUid();
        return new DataSet()
                .put(Tag.ReferencedSOPClassUID, object.sopClassUid())
                .put(Tag.ReferencedSOPInstanceUID, object.sopInstanceUid())
                .put(Tag.RetrieveURL, url);
    }

    private static DataSet failure(DimseStatus status) {
        return new DataSet().putInts(Tag.FailureReason, status.code());
    }

    /** 200 all stored, 202 some, 409 none; PS3.18 Table 10.5.3-1. */
    int status() {
        if (failed.isEmpty() && !stored.isEmpty()) {
            return 200;
        }
        return stored.isEmpty() ? 409 : 202;
    }

    /** The Store Instances Response Module, PS3.18 annex I. */
    DataSet response() {
        DataSet response = new DataSet();
        if (!stored.isEmpty()) {
            response.putItems(Tag.ReferencedSOPSequence, stored);
        }
        if (!failed.isEmpty()) {
            response.putItems(Tag.OtherFailuresSequence, failed);
        }
        return response;
    }
}
