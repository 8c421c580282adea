package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * An open association on the requestor's side. Operations may be asked from any thread and at any
 * time; they are carried out one after another in the order asked. A future succeeds with whatever
 * status the peer answered, failure statuses included, and fails with an {@link
 * AssociationException} when there is no answer.
 */
public interface ClientAssociation {

    /** Who is at the other end, and the presentation contexts agreed on. */
    AssociationInfo info();

    /** C-ECHO; the verification SOP class must have been accepted. */
    Future<DimseStatus> echo();

    /**
     * C-STORE of a data set held in memory.
     *
     * @param dataSet encoded in the request's transfer syntax, without preamble and file meta
     */
    Future<DimseStatus> store(CStoreRequest request, Buffer dataSet);

    /**
     * C-STORE of a data set as it is read. The stream is paused at once, and resumed when its turn
     * comes and as fast as the peer takes it. A failing stream aborts the association, because a
     * message once begun cannot be taken back.
     *
     * @param dataSet encoded in the request's transfer syntax, without preamble and file meta
     */
    Future<DimseStatus> store(CStoreRequest request, ReadStream<Buffer> dataSet);

    /** Ends the association in order, after the operations asked before. */
    Future<Void> release();

    /** Ends the association now; operations under way fail. */
    void abort();

    /** Completes when the connection is gone, for whatever reason. */
    Future<Void> closed();
}
