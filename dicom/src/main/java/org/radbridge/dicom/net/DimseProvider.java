package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.association.PresentationContext;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PduException;

/**
 * Performs the operations that the peer invokes, no more at once than the window that was
 * negotiated (PS3.7 §D.3.3.3), and answers each: a request beyond the window is not begun, and
 * nothing more read, before another is answered. Confined to its association's event loop.
 */
final class DimseProvider {

    private final OperationStarter starter;
    private final MessageSender sender;
    private final int window;
    private final Runnable idle;
    private final List<Performing> performing = new ArrayList<>();
    private @Nullable Performing receiving;
    private @Nullable Promise<Void> turn;
    private boolean over;

    /**
     * A provider.
     *
     * @param idle run whenever the last operation under way has been answered
     */
    DimseProvider(OperationStarter starter, MessageSender sender, int window, Runnable idle) {
        this.starter = starter;
        this.sender = sender;
        this.window = window;
        this.idle = idle;
    }

    /** Whether an operation has begun and not been answered. */
    boolean isBusy() {
        return !performing.isEmpty();
    }

    /** Whether the data set of a request is coming in. */
    boolean isReceiving() {
        return receiving != null;
    }

    /** A request came in. */
    Future<Void> command(PresentationContext context, CommandSet command) {
        if (command.commandField() == CommandField.C_CANCEL_RQ) {
            cancel(command.integer(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO).orElse(-1));
            return Future.succeededFuture();
        }
        if (performing.size() < window) {
            begin(context, command);
            return Future.succeededFuture();
        }
        Promise<Void> myTurn = Promise.promise();
        turn = myTurn;
        return myTurn.future().onSuccess(_ -> begin(context, command));
    }

    /** Some of the data set of the request that came last. */
    Future<Void> data(Buffer bytes, boolean last) throws PduException {
        Performing current = receiving;
        if (current == null) {
            throw new PduException(AbortReason.UNEXPECTED_PDU_PARAMETER, "data without a request");
        }
        Future<Void> taken = current.operation().data(bytes);
        return last ? taken.onSuccess(_ -> complete(current)) : taken;
    }

    /** Calls off what can be called off, as if the peer had. */
    void cancelAll() {
        performing.forEach(each -> each.cancelled = true);
    }

    /** The rest of the data set that is coming in will not come. */
    void abandonReceiving(AssociationException cause) {
        Performing current = receiving;
        if (current != null) {
            receiving = null;
            performing.remove(current);
            current.operation().abort(cause);
        }
    }

    /** The association ended: nothing is answered any more. */
    void abandon(AssociationException cause) {
        over = true;
        receiving = null;
        List<Performing> abandoned = List.copyOf(performing);
        performing.clear();
        abandoned.forEach(each -> {
            each.cancelled = true;
            each.operation().abort(cause);
        });
    }

    private void begin(PresentationContext context, CommandSet request) {
        Performing begun = new Performing(context, request);
        performing.add(begun);
        if (request.hasDataSet()) {
            begun.operation();
            receiving = begun;
        } else {
            complete(begun);
        }
    }

    private void complete(Performing current) {
        if (receiving == current) {
            receiving = null;
        }
        current.operation().complete().onSuccess(response -> answer(current, response));
    }

    private void answer(Performing current, Response response) {
        if (performing.contains(current)) {
            current.answered = true;
            current.send(response).onComplete(_ -> done(current));
        }
    }

    private void done(Performing current) {
        if (!performing.remove(current)) {
            return;
        }
        Promise<Void> next = turn;
        turn = null;
        if (next != null) {
            next.complete();
        } else if (performing.isEmpty()) {
            idle.run();
        }
    }

    private void cancel(int messageId) {
        performing.stream()
                .filter(each -> each.request.messageId() == messageId)
                .forEach(each -> each.cancelled = true);
    }

    /** A request that has not been answered. */
    private final class Performing implements Progress {

        private final PresentationContext context;
        private final CommandSet request;
        private @Nullable PerformedOperation operation;
        private volatile boolean cancelled;
        private boolean answered;

        Performing(PresentationContext context, CommandSet request) {
            this.context = context;
            this.request = request;
        }

        /** Begun when first asked for, because it is told of this. */
        PerformedOperation operation() {
            PerformedOperation begun = operation;
            if (begun == null) {
                begun = starter.begin(context, request, this);
                operation = begun;
            }
            return begun;
        }

        @Override
        public Future<Void> pending(Response response) {
            if (over) {
                return Future.failedFuture(new AssociationException.Closed());
            }
            if (answered) {
                return Future.failedFuture(new IllegalStateException("already answered"));
            }
            return send(response);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        private Future<Void> send(Response response) {
            CommandSet command = response.command(request);
            return response.dataSet().isPresent()
                    ? sender.send(context.id(), command, encode(response.dataSet().get()))
                    : sender.send(context.id(), command);
        }

        private Buffer encode(DataSet dataSet) {
            return DataSetReader.encode(dataSet, context);
        }
    }
}
