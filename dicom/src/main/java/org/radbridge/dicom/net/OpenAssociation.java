package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;

/** What the application holds of an association that it opened. Thread-safe. */
record OpenAssociation(RequestorAssociation association, MessageExchange exchange)
        implements ClientAssociation {

    @Override
    public AssociationInfo info() {
        return exchange.association();
    }

    @Override
    public Future<DimseStatus> echo() {
        return context(Uid.Verification)
                .map(context -> invoke(DimseRequests.echo(context)))
                .orElseGet(() -> Future.failedFuture(noContext(Uid.Verification)));
    }

    @Override
    public Future<DimseStatus> store(CStoreRequest request, Buffer dataSet) {
        return store(request, new Payload.Whole(dataSet));
    }

    @Override
    public Future<DimseStatus> store(CStoreRequest request, ReadStream<Buffer> dataSet) {
        dataSet.pause();
        return store(request, new Payload.Stream(dataSet));
    }

    private Future<DimseStatus> store(CStoreRequest request, Payload payload) {
        String transferSyntax = request.transferSyntax().uid();
        return info().presentationContexts()
                .find(request.sopClassUid(), transferSyntax)
                .map(context -> invoke(DimseRequests.store(context, request, payload)))
                .orElseGet(() ->
                        Future.failedFuture(
                                new AssociationException.NoPresentationContext(
                                        request.sopClassUid(), transferSyntax)));
    }

    @Override
    public CancellableOperation<DimseStatus> find(CFindRequest request, MatchHandler matches) {
        return context(request.sopClassUid())
                .map(context -> invokeCancellable(DimseRequests.find(context, request, matches)))
                .orElseGet(() -> new Impossible<>(noContext(request.sopClassUid())));
    }

    @Override
    public CancellableOperation<RetrieveResult> retrieve(
            RetrieveRequest request, Consumer<SubOperations> progress) {
        return context(request.sopClassUid())
                .map(context ->
                        invokeCancellable(DimseRequests.retrieve(context, request, progress)))
                .orElseGet(() -> new Impossible<>(noContext(request.sopClassUid())));
    }

    @Override
    public Future<NResponse> request(NRequest request) {
        return request(request, request.sopClassUid());
    }

    @Override
    public Future<NResponse> request(NRequest request, String abstractSyntax) {
        return context(abstractSyntax)
                .map(context -> invoke(DimseRequests.normalized(context, request)))
                .orElseGet(() -> Future.failedFuture(noContext(abstractSyntax)));
    }

    private Optional<PresentationContext> context(String abstractSyntax) {
        return info().presentationContexts().forAbstractSyntax(abstractSyntax);
    }

    private static AssociationException noContext(String abstractSyntax) {
        return AssociationException.NoPresentationContext.of(abstractSyntax);
    }

    private <R> Future<R> invoke(InvokedOperation<R> operation) {
        association.invoke(operation);
        return operation.result().future();
    }

    private <R> CancellableOperation<R> invokeCancellable(InvokedOperation<R> operation) {
        association.invoke(operation);
        return new Invoked<>(association, operation);
    }

    @Override
    public Future<Void> release() {
        return association.release();
    }

    @Override
    public void abort() {
        association.abort();
    }

    @Override
    public Future<Void> closed() {
        return association.gone();
    }

    private record Invoked<R>(RequestorAssociation association, InvokedOperation<R> operation)
            implements CancellableOperation<R> {
        @Override
        public Future<R> result() {
            return operation.result().future();
        }

        @Override
        public void cancel() {
            association.cancel(operation);
        }
    }

    private record Impossible<R>(AssociationException reason) implements CancellableOperation<R> {
        @Override
        public Future<R> result() {
            return Future.failedFuture(reason);
        }

        @Override
        public void cancel() {
            // Nothing was asked.
        }
    }
}
