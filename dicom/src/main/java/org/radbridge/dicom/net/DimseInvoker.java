package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PduException;

/**
 * Invokes operations in the order asked, no more at once than the window that was negotiated (PS3.7
 * §D.3.3.3). Confined to its association's event loop.
 */
final class DimseInvoker {

    private final MessageSender sender;
    private final int window;
    private final Timer patience;
    private final Consumer<String> broken;
    private final Runnable emptied;
    private final Queue<InvokedOperation<?>> waiting = new ArrayDeque<>();
    private final Map<Integer, Exchange> outstanding = new LinkedHashMap<>();
    private int lastMessageId;
    private int handling;

    /** An operation under way, and how far it has come. */
    private static final class Exchange {
        private final InvokedOperation<?> operation;
        private final int messageId;
        private boolean sent;
        private @Nullable Runnable finish;

        Exchange(InvokedOperation<?> operation, int messageId) {
            this.operation = operation;
            this.messageId = messageId;
        }
    }

    /**
     * An invoker.
     *
     * @param window operations outstanding at once, at least 1
     * @param broken told when an operation cannot be brought to its end, so that the association
     *     must go
     * @param emptied run whenever nothing is under way or waiting
     */
    DimseInvoker(
            EventLoop loop,
            MessageSender sender,
            int window,
            Duration operationTimeout,
            Consumer<String> broken,
            Runnable emptied) {
        this.sender = sender;
        this.window = window;
        this.patience = loop.timer(operationTimeout, () -> lostPatience(operationTimeout));
        this.broken = broken;
        this.emptied = emptied;
    }

    void invoke(InvokedOperation<?> operation) {
        waiting.add(operation);
        invokeWaiting();
    }

    boolean isIdle() {
        return outstanding.isEmpty() && waiting.isEmpty();
    }

    /** Whether a response with this command set would answer something. */
    void expect(CommandSet response) throws PduException {
        exchange(response);
    }

    /** A response came in whole. Nothing more is to be read until the future completes. */
    Future<Void> answered(CommandSet response, Optional<DataSet> dataSet) throws PduException {
        Exchange exchange = exchange(response);
        patience.restart();
        DimseStatus status = response.status().orElse(DimseStatus.PROCESSING_FAILURE);
        if (status.kind() == DimseStatus.Kind.PENDING) {
            return pending(exchange, response, dataSet);
        }
        exchange.finish = () -> exchange.operation.finish(response, dataSet);
        finishWhenComplete(exchange);
        return Future.succeededFuture();
    }

    /** Asks the peer to call off what is under way; does nothing when it is not. */
    void cancel(InvokedOperation<?> operation) {
        for (Exchange exchange : outstanding.values()) {
            if (exchange.operation == operation && exchange.finish == null) {
                sender.send(
                        operation.context().id(),
                        CommandSet.builder(CommandField.C_CANCEL_RQ)
                                .put(
                                        CommandElement.MESSAGE_ID_BEING_RESPONDED_TO,
                                        exchange.messageId)
                                .build(false));
            }
        }
    }

    /** Something moved: the peer took or sent bytes. */
    void progressed() {
        if (!outstanding.isEmpty()) {
            patience.restart();
        }
    }

    /** The association is over: nothing under way or waiting will be answered. */
    void fail(AssociationException cause) {
        patience.stop();
        outstanding.values().forEach(exchange -> exchange.operation.result().tryFail(cause));
        outstanding.clear();
        while (!waiting.isEmpty()) {
            waiting.remove().result().tryFail(cause);
        }
    }

    private Exchange exchange(CommandSet response) throws PduException {
        Exchange exchange =
                outstanding.get(
                        response.integer(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO).orElse(-1));
        if (exchange == null || exchange.finish != null) {
            throw new PduException(
                    AbortReason.UNEXPECTED_PDU_PARAMETER, "message that answers nothing asked");
        }
        return exchange;
    }

    /** While the application looks at a response, the peer's silence is not its own. */
    private Future<Void> pending(
            Exchange exchange, CommandSet response, Optional<DataSet> dataSet) {
        Future<Void> taken = exchange.operation.pending().response(response, dataSet);
        if (taken.isComplete()) {
            return taken;
        }
        handling++;
        return taken.onComplete(_ -> {
            handling--;
            progressed();
        });
    }

    private void invokeWaiting() {
        while (outstanding.size() < window && !waiting.isEmpty()) {
            invokeNow(waiting.remove());
        }
        if (isIdle()) {
            emptied.run();
        }
    }

    private void invokeNow(InvokedOperation<?> operation) {
        lastMessageId = lastMessageId % 0xFFFF + 1;
        Exchange exchange = new Exchange(operation, lastMessageId);
        outstanding.put(lastMessageId, exchange);
        patience.restart();
        send(operation, operation.command().apply(lastMessageId))
                .onSuccess(_ -> {
                    exchange.sent = true;
                    finishWhenComplete(exchange);
                })
                .onFailure(failure ->
                        broken.accept(
                                "data set could not be read: "
                                        + failure.getClass().getSimpleName()));
    }

    private Future<Void> send(InvokedOperation<?> operation, CommandSet command) {
        int contextId = operation.context().id();
        return switch (operation.payload()) {
            case Payload.None() -> sender.send(contextId, command);
            case Payload.Whole(var dataSet) -> sender.send(contextId, command, dataSet);
            case Payload.Stream(var dataSet) -> sender.send(contextId, command, dataSet);
        };
    }

    /** An answer may come before the request is wholly sent; the operation ends with the later. */
    private void finishWhenComplete(Exchange exchange) {
        Runnable finish = exchange.finish;
        if (!exchange.sent || finish == null || !outstanding.containsValue(exchange)) {
            return;
        }
        outstanding.remove(exchange.messageId);
        if (outstanding.isEmpty()) {
            patience.stop();
        }
        finish.run();
        invokeWaiting();
    }

    private void lostPatience(Duration operationTimeout) {
        if (handling > 0) {
            patience.restart();
            return;
        }
        broken.accept("nothing moved for " + operationTimeout.toSeconds() + " s");
    }
}
