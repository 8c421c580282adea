package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.dimse.DimseStatus;

/** Where the C-STORE sub-operations of a retrieval go. On the event loop of who asked. */
interface RetrieveTarget {

    /** Cuts what is to be sent into pieces that one association each can carry. */
    List<List<RetrievableInstance>> batches(List<RetrievableInstance> instances);

    /** Gets ready to send one of {@link #batches}. */
    Future<Carrier> open(List<RetrievableInstance> batch);

    /** What a C-STORE says of the C-MOVE behind it. */
    Optional<CStoreRequest.MoveOriginator> originator();

    /** An association that takes the objects of one batch. */
    interface Carrier {

        /** The first transfer syntax of the instance that was negotiated for it. */
        Optional<TransferSyntax> transferSyntax(RetrievableInstance instance);

        /** See {@link ClientAssociation#store(CStoreRequest, ReadStream)}. */
        Future<DimseStatus> store(CStoreRequest request, ReadStream<Buffer> dataSet);

        /** Nothing more is sent. */
        void finish();
    }
}
