package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * An open association on the requestor's side. Operations may be asked from any thread and at any
 * time; they are sent in the order asked, and no more are outstanding than was negotiated, by
 * default one. A future succeeds with whatever status the peer answered, failure statuses included,
 * and fails with an {@link AssociationException} when there is no answer.
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

    /**
     * C-FIND. The information model's SOP class must have been accepted.
     *
     * @param matches takes the matches one by one; the peer waits for it
     */
    CancellableOperation<DimseStatus> find(CFindRequest request, MatchHandler matches);

    /**
     * C-MOVE or C-GET. The information model's SOP class must have been accepted; what a C-GET
     * brings goes to the store of {@link AssociationRequest#withRetrieval}.
     *
     * @param progress told the counts of each pending response, on the association's event loop
     */
    CancellableOperation<RetrieveResult> retrieve(
            RetrieveRequest request, Consumer<SubOperations> progress);

    /** A DIMSE-N request, in a presentation context for its own SOP class. */
    Future<NResponse> request(NRequest request);

    /**
     * A DIMSE-N request in a presentation context for another SOP class: a meta SOP class, or one
     * that shares its instances, as those of UPS do (PS3.4 §CC.3.1).
     */
    Future<NResponse> request(NRequest request, String abstractSyntax);

    /** Ends the association in order, after the operations asked before. */
    Future<Void> release();

    /** Ends the association now; operations under way fail. */
    void abort();

    /** Completes when the connection is gone, for whatever reason. */
    Future<Void> closed();
}
