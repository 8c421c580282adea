package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * Sends back on the association on which a C-GET came, in those presentation contexts in which its
 * requestor takes the SCP role (PS3.4 §C.5.3).
 */
record GetTarget(MessageExchange exchange) implements RetrieveTarget, RetrieveTarget.Carrier {

    @Override
    public List<List<RetrievableInstance>> batches(List<RetrievableInstance> instances) {
        return instances.isEmpty() ? List.of() : List.of(instances);
    }

    @Override
    public Future<Carrier> open(List<RetrievableInstance> batch) {
        return Future.succeededFuture(this);
    }

    @Override
    public Optional<CStoreRequest.MoveOriginator> originator() {
        return Optional.empty();
    }

    @Override
    public Optional<TransferSyntax> transferSyntax(RetrievableInstance instance) {
        return instance.transferSyntaxes().stream()
                .filter(syntax -> context(instance.sopClassUid(), syntax).isPresent())
                .findFirst();
    }

    private Optional<PresentationContext> context(String sopClassUid, TransferSyntax syntax) {
        return exchange.association().presentationContexts().accepted().stream()
                .filter(context -> context.roles().scp())
                .filter(context -> context.abstractSyntax().equals(sopClassUid))
                .filter(context -> context.transferSyntax().equals(syntax.uid()))
                .findFirst();
    }

    @Override
    public Future<DimseStatus> store(CStoreRequest request, ReadStream<Buffer> dataSet) {
        dataSet.pause();
        InvokedOperation<DimseStatus> operation =
                DimseRequests.store(
                        context(request.sopClassUid(), request.transferSyntax()).orElseThrow(),
                        request,
                        new Payload.Stream(dataSet));
        exchange.invoke(operation);
        return operation.result().future();
    }

    @Override
    public void finish() {
        // The association is the requestor's to end.
    }
}
