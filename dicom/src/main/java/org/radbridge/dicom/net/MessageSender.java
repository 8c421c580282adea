package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.radbridge.dicom.association.State;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.MessageFragmenter;

/**
 * Sends messages over one upper layer, one after another and no faster than the peer takes them:
 * the fragments of two messages must not mix (PS3.8 annex E). Confined to its event loop.
 */
final class MessageSender {

    /** How much of a buffer is handed over before looking whether the socket is full. */
    private static final int STEP = 256 * 1024;

    private final EventLoop loop;
    private final UpperLayer upperLayer;
    private final long maximumLength;
    private final Runnable progress;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean sending;

    /**
     * A sender.
     *
     * @param maximumLength the peer's, in bytes, 0 for no limit
     * @param progress run whenever the peer took something
     */
    MessageSender(EventLoop loop, UpperLayer upperLayer, long maximumLength, Runnable progress) {
        this.loop = loop;
        this.upperLayer = upperLayer;
        this.maximumLength = maximumLength;
        this.progress = progress;
    }

    /** Completes when the message is on its way and the peer takes more. */
    Future<Void> send(int contextId, CommandSet command) {
        return inTurn(() -> {
            begin(contextId, command);
            return upperLayer.drained();
        });
    }

    /** Completes when the message is on its way and the peer takes more. */
    Future<Void> send(int contextId, CommandSet command, Buffer dataSet) {
        return inTurn(() -> {
            Promise<Void> sent = Promise.promise();
            sendFrom(begin(contextId, command), dataSet, 0, sent);
            return sent.future();
        });
    }

    /** Ends with the stream, or fails with its failure when the message is only half sent. */
    Future<Void> send(int contextId, CommandSet command, ReadStream<Buffer> dataSet) {
        return inTurn(() -> stream(begin(contextId, command), dataSet));
    }

    private Future<Void> inTurn(Supplier<Future<Void>> message) {
        if (!sending) {
            sending = true;
            Future<Void> sent = message.get();
            sent.onComplete(_ -> next());
            return sent;
        }
        Promise<Void> sent = Promise.promise();
        waiting.add(() -> {
            Future<Void> sending = message.get();
            sending.onComplete(sent);
            sending.onComplete(_ -> next());
        });
        return sent.future();
    }

    private void next() {
        Runnable message = waiting.poll();
        if (message == null) {
            sending = false;
            return;
        }
        message.run();
    }

    private MessageFragmenter begin(int contextId, CommandSet command) {
        MessageFragmenter fragmenter =
                new MessageFragmenter(contextId, maximumLength, upperLayer::send);
        fragmenter.command(command);
        return fragmenter;
    }

    private Future<Void> stream(MessageFragmenter fragmenter, ReadStream<Buffer> dataSet) {
        Promise<Void> sent = Promise.promise();
        dataSet.exceptionHandler(failure -> loop.execute(() -> sent.tryFail(failure)));
        dataSet.endHandler(_ ->
                loop.execute(() -> {
                    fragmenter.end();
                    sent.tryComplete();
                }));
        dataSet.handler(chunk -> loop.execute(() -> forward(fragmenter, chunk, dataSet)));
        dataSet.resume();
        return sent.future();
    }

    private void forward(MessageFragmenter fragmenter, Buffer chunk, ReadStream<Buffer> source) {
        if (!takesData()) {
            source.pause();
            return;
        }
        fragmenter.data(chunk);
        progress.run();
        Future<Void> drained = upperLayer.drained();
        if (!drained.isComplete()) {
            source.pause();
            drained.onSuccess(_ -> {
                progress.run();
                source.resume();
            });
        }
    }

    private void sendFrom(
            MessageFragmenter fragmenter, Buffer dataSet, int start, Promise<Void> sent) {
        int position = start;
        while (position < dataSet.length()) {
            int end = Math.min(dataSet.length(), position + STEP);
            fragmenter.data(dataSet.slice(position, end));
            progress.run();
            position = end;
            Future<Void> drained = upperLayer.drained();
            if (!drained.isComplete()) {
                drained.onSuccess(_ -> sendFrom(fragmenter, dataSet, end, sent));
                return;
            }
        }
        fragmenter.end();
        sent.complete();
    }

    /** In Sta8 the peer has asked for the release and still takes answers (PS3.8 action AR-7). */
    private boolean takesData() {
        return upperLayer.state() == State.STA6 || upperLayer.state() == State.STA8;
    }
}
