package org.radbridge.devstack.pacs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.net.AssociationInfo;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.CStoreScp;
import org.radbridge.dicom.net.StoreReception;

/** C-STORE into the object store: success means that the object is on disk. */
final class PacsStorage implements CStoreScp {

    private final Vertx vertx;
    private final ObjectStore store;

    PacsStorage(Vertx vertx, ObjectStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    @Override
    public StoreReception begin(CStoreRequest request, AssociationInfo association) {
        DataSet fileMeta =
                FileMetaInformation.of(
                        request.sopClassUid(), request.sopInstanceUid(), request.transferSyntax());
        IncomingObject incoming = new IncomingObject(vertx, store);
        Future<Void> header = incoming.write(Buffer.buffer(Part10Writer.header(fileMeta)));
        return new Reception(request, incoming, header);
    }

    private record Reception(CStoreRequest request, IncomingObject incoming, Future<Void> header)
            implements StoreReception {

        @Override
        public Future<Void> data(Buffer fragment) {
            return header.compose(_ -> incoming.write(fragment));
        }

        @Override
        public Future<DimseStatus> complete() {
            return header.compose(_ -> incoming.commit())
                    .map(this::status)
                    .recover(cause ->
                            cause instanceof RefusedObjectException refused
                                    ? Future.failedFuture(
                                            new DimseException(refused.status(), refused))
                                    : Future.failedFuture(cause));
        }

        private DimseStatus status(StoredObject stored) {
            boolean same =
                    stored.sopInstanceUid().equals(request.sopInstanceUid())
                            && stored.sopClassUid().equals(request.sopClassUid());
            return same
                    ? DimseStatus.SUCCESS
                    : DimseStatus.STORED_BUT_DATA_SET_DOES_NOT_MATCH_SOP_CLASS;
        }

        @Override
        public void abort(Throwable cause) {
            incoming.discard()
                    .onFailure(failure ->
                            System.getLogger(PacsStorage.class.getName())
                                    .log(
                                            System.Logger.Level.WARNING,
                                            "cannot delete an unfinished object",
                                            failure));
        }
    }
}
