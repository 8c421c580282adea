package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.dimse.CommandElement;
import org.radbridge.dicom.dimse.CommandField;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.InvokedOperation.Content;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.PduException;

/**
 * Invokes operations one after another (PS3.7 §7, synchronous mode): the next is sent when the last
 * is both wholly sent and answered. Confined to its association's event loop.
 */
final class DimseInvoker {

    private final MessageSender sender;
    private final Timer patience;
    private final Consumer<String> broken;
    private final Runnable emptied;
    private final Queue<InvokedOperation> waiting = new ArrayDeque<>();
    private @Nullable Exchange current;
    private int lastMessageId;

    /** The operation under way, and how far it has come. */
    private static final class Exchange {
        private final InvokedOperation operation;
        private final int messageId;
        private boolean sent;
        private @Nullable DimseStatus answer;

        Exchange(InvokedOperation operation, int messageId) {
            this.operation = operation;
            this.messageId = messageId;
        }
    }

    /**
     * An invoker.
     *
     * @param broken told when an operation cannot be brought to its end, so that the association
     *     must go
     * @param emptied run whenever nothing is under way or waiting
     */
    DimseInvoker(
            EventLoop loop,
            UpperLayer upperLayer,
            long maximumLength,
            Duration operationTimeout,
            Consumer<String> broken,
            Runnable emptied) {
        this.sender = new MessageSender(loop, upperLayer, maximumLength, this::progressed);
        this.patience =
                loop.timer(
                        operationTimeout,
                        () ->
                                broken.accept(
                                        "nothing moved for "
                                                + operationTimeout.toSeconds()
                                                + " s"));
        this.broken = broken;
        this.emptied = emptied;
    }

    void invoke(InvokedOperation operation) {
        waiting.add(operation);
        if (current == null) {
            next();
        }
    }

    boolean isIdle() {
        return current == null && waiting.isEmpty();
    }

    /** A response came in. */
    void answered(CommandSet response) throws PduException {
        Exchange exchange = current;
        if (exchange == null || !answers(response, exchange) || response.hasDataSet()) {
            throw new PduException(
                    AbortReason.UNEXPECTED_PDU_PARAMETER, "message that answers nothing asked");
        }
        exchange.answer = response.status().orElse(DimseStatus.PROCESSING_FAILURE);
        finishWhenComplete(exchange);
    }

    private static boolean answers(CommandSet response, Exchange exchange) {
        return CommandField.isResponse(response.commandField())
                && response.integer(CommandElement.MESSAGE_ID_BEING_RESPONDED_TO).orElse(-1)
                        == exchange.messageId;
    }

    /** The association is over: nothing under way or waiting will be answered. */
    void fail(AssociationException cause) {
        patience.stop();
        Exchange exchange = current;
        current = null;
        if (exchange != null) {
            exchange.operation.result().tryFail(cause);
        }
        while (!waiting.isEmpty()) {
            waiting.remove().result().tryFail(cause);
        }
    }

    private void next() {
        InvokedOperation operation = waiting.poll();
        if (operation == null) {
            emptied.run();
            return;
        }
        lastMessageId = lastMessageId % 0xFFFF + 1;
        Exchange exchange = new Exchange(operation, lastMessageId);
        current = exchange;
        patience.restart();
        send(operation, lastMessageId)
                .onSuccess(_ -> {
                    exchange.sent = true;
                    finishWhenComplete(exchange);
                })
                .onFailure(failure ->
                        broken.accept(
                                "data set could not be read: "
                                        + failure.getClass().getSimpleName()));
    }

    private Future<Void> send(InvokedOperation operation, int messageId) {
        int contextId = operation.context().id();
        CommandSet command = operation.command(messageId);
        return switch (operation.content()) {
            case Content.Echo() -> {
                sender.send(contextId, command);
                yield Future.succeededFuture();
            }
            case Content.StoreWhole(_, var dataSet) -> sender.send(contextId, command, dataSet);
            case Content.StoreStream(_, var dataSet) -> sender.send(contextId, command, dataSet);
        };
    }

    private void finishWhenComplete(Exchange exchange) {
        DimseStatus answer = exchange.answer;
        if (!exchange.sent || answer == null || exchange != current) {
            return;
        }
        patience.stop();
        current = null;
        exchange.operation.result().tryComplete(answer);
        if (current == null) {
            next();
        }
    }

    private void progressed() {
        if (current != null) {
            patience.restart();
        }
    }
}
