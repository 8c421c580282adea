package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.MessageAssembler;
import org.radbridge.dicom.dimse.MessagePart;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PDataTf;
import org.radbridge.dicom.pdu.PduException;
import org.radbridge.dicom.pdu.PresentationDataValue;

/**
 * The DIMSE side of one open association (PS3.7 §7): puts messages together and hands requests to
 * the provider, responses to the invoker. The same on both sides, because either may invoke:
 * sub-operations of C-GET and event reports run against the direction of the association. Confined
 * to its event loop; only {@link #request} may be called from anywhere.
 */
final class MessageExchange implements NormalizedScp.Peer {

    /**
     * Where an exchange stands.
     *
     * @param maximumLength of PDUs that the peer takes, in bytes, 0 for no limit
     * @param invokes operations that this side may have outstanding
     * @param performs operations that the peer may have outstanding
     * @param operationTimeout how long the peer may keep an operation of ours waiting
     */
    record Terms(long maximumLength, int invokes, int performs, Duration operationTimeout) {}

    private final EventLoop loop;
    private final AssociationInfo association;
    private final Consumer<Throwable> handlerFailures;
    private final MessageAssembler assembler = new MessageAssembler();
    private final DimseInvoker invoker;
    private final DimseProvider provider;
    private @Nullable Answering answering;
    private @Nullable AssociationException over;
    private boolean peerReleases;

    /** A response whose data set is coming in. */
    private record Answering(CommandSet response, DataSetReader dataSet) {}

    /**
     * An exchange.
     *
     * @param handlerFailures told of what handlers throw and fail with
     * @param broken told when an operation of ours cannot be brought to its end
     * @param idle run whenever nothing is under way either way
     */
    MessageExchange(
            EventLoop loop,
            UpperLayer upperLayer,
            AssociationInfo association,
            PerformedServices services,
            Terms terms,
            Consumer<Throwable> handlerFailures,
            Consumer<String> broken,
            Runnable idle) {
        this.loop = loop;
        this.association = association;
        this.handlerFailures = handlerFailures;
        MessageSender sender =
                new MessageSender(loop, upperLayer, terms.maximumLength(), this::progressed);
        this.invoker =
                new DimseInvoker(
                        loop, sender, terms.invokes(), terms.operationTimeout(), broken, idle);
        this.provider =
                new DimseProvider(
                        new OperationStarter(loop, services, this), sender, terms.performs(), idle);
    }

    @Override
    public AssociationInfo association() {
        return association;
    }

    /** Data came in; nothing more is to be read until the future completes. */
    Future<Void> data(PDataTf data) {
        invoker.progressed();
        return take(data.presentationDataValues().iterator());
    }

    void invoke(InvokedOperation<?> operation) {
        if (over != null) {
            operation.result().tryFail(over);
        } else if (peerReleases) {
            operation.result().tryFail(new AssociationException.Closed());
        } else {
            invoker.invoke(operation);
        }
    }

    void cancel(InvokedOperation<?> operation) {
        invoker.cancel(operation);
    }

    @Override
    public Future<NResponse> request(NRequest request) {
        Promise<NResponse> answer = Promise.promise();
        Optional<PresentationContext> context =
                association.presentationContexts().forAbstractSyntax(request.sopClassUid());
        if (context.isEmpty()) {
            return Future.failedFuture(
                    AssociationException.NoPresentationContext.of(request.sopClassUid()));
        }
        InvokedOperation<NResponse> operation = DimseRequests.normalized(context.get(), request);
        operation.result().future().onComplete(answer);
        loop.execute(() -> invoke(operation));
        return answer.future();
    }

    /** Whether an operation of either side is under way. */
    boolean isBusy() {
        return provider.isBusy() || !invoker.isIdle();
    }

    /** Whether an operation of ours is under way or waits for its turn. */
    boolean isInvoking() {
        return !invoker.isIdle();
    }

    /** Whether it is the peer's turn to say something that this side does not ask for. */
    boolean awaitsPeer() {
        return provider.isReceiving() || !isBusy();
    }

    /** The peer asked for the release: it sends no more, but may still be told how things ended. */
    void peerReleases() {
        peerReleases = true;
        provider.abandonReceiving(new AssociationException.Closed());
        provider.cancelAll();
        invoker.fail(new AssociationException.Closed());
    }

    /** The association is over; the first reason stays. */
    void end(AssociationException cause) {
        if (over == null) {
            over = cause;
            provider.abandon(cause);
            invoker.fail(cause);
        }
    }

    void handlerFailed(Throwable failure) {
        handlerFailures.accept(failure);
    }

    private void progressed() {
        invoker.progressed();
    }

    /** One PDV after the other; the next only when the last has been taken. */
    private Future<Void> take(Iterator<PresentationDataValue> values) {
        while (values.hasNext()) {
            Future<Void> taken = take(values.next());
            if (!taken.isComplete()) {
                return taken.compose(_ -> take(values));
            }
            if (taken.failed()) {
                return taken;
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> take(PresentationDataValue value) {
        if (over != null) {
            return Future.succeededFuture();
        }
        try {
            return take(context(value.presentationContextId()), assembler.accept(value));
        } catch (PduException broken) {
            return Future.failedFuture(broken);
        }
    }

    private PresentationContext context(int id) throws PduException {
        Optional<PresentationContext> context = association.presentationContexts().byId(id);
        if (context.isEmpty()) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    "PDV in presentation context " + id + ", which was not accepted");
        }
        return context.get();
    }

    private Future<Void> take(PresentationContext context, MessagePart part) throws PduException {
        return switch (part) {
            case MessagePart.Incomplete() -> Future.succeededFuture();
            case MessagePart.Command(_, var command)
                    when CommandField.isResponse(command.commandField()) ->
                    response(context, command);
            case MessagePart.Command(_, var command) -> provider.command(context, command);
            case MessagePart.DataFragment fragment -> {
                Answering current = answering;
                yield current == null
                        ? provider.data(fragment.bytes(), fragment.last())
                        : responseData(current, fragment);
            }
        };
    }

    private Future<Void> response(PresentationContext context, CommandSet response)
            throws PduException {
        invoker.expect(response);
        if (response.hasDataSet()) {
            answering = new Answering(response, new DataSetReader(context));
            return Future.succeededFuture();
        }
        return loop.bring(invoker.answered(response, Optional.empty()));
    }

    private Future<Void> responseData(Answering current, MessagePart.DataFragment fragment)
            throws PduException {
        try {
            current.dataSet().feed(fragment.bytes());
            if (!fragment.last()) {
                return Future.succeededFuture();
            }
            answering = null;
            return loop.bring(
                    invoker.answered(current.response(), Optional.of(current.dataSet().finish())));
        } catch (DicomFormatException malformed) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    "data set of a response: " + malformed.kind());
        }
    }
}
