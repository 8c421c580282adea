package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.radbridge.dicom.association.State;
import org.radbridge.dicom.dimse.CommandSet;
import org.radbridge.dicom.dimse.MessageFragmenter;

/** Sends messages over one upper layer, no faster than the peer takes them. */
final class MessageSender {

    /** How much of a buffer is handed over before looking whether the socket is full. */
    private static final int STEP = 256 * 1024;

    private final EventLoop loop;
    private final UpperLayer upperLayer;
    private final long maximumLength;
    private final Runnable progress;

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

    void send(int contextId, CommandSet command) {
        begin(contextId, command);
    }

    Future<Void> send(int contextId, CommandSet command, Buffer dataSet) {
        return sendFrom(begin(contextId, command), dataSet, 0);
    }

    /** Ends with the stream, or fails with its failure when the message is only half sent. */
    Future<Void> send(int contextId, CommandSet command, ReadStream<Buffer> dataSet) {
        MessageFragmenter fragmenter = begin(contextId, command);
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

    private MessageFragmenter begin(int contextId, CommandSet command) {
        MessageFragmenter fragmenter =
                new MessageFragmenter(contextId, maximumLength, upperLayer::send);
        fragmenter.command(command);
        return fragmenter;
    }

    private void forward(MessageFragmenter fragmenter, Buffer chunk, ReadStream<Buffer> source) {
        if (upperLayer.state() != State.STA6) {
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

    private Future<Void> sendFrom(MessageFragmenter fragmenter, Buffer dataSet, int start) {
        int position = start;
        while (position < dataSet.length()) {
            int end = Math.min(dataSet.length(), position + STEP);
            fragmenter.data(dataSet.slice(position, end));
            progress.run();
            position = end;
            Future<Void> drained = upperLayer.drained();
            if (!drained.isComplete()) {
                return drained.compose(_ -> sendFrom(fragmenter, dataSet, end));
            }
        }
        fragmenter.end();
        return Future.succeededFuture();
    }
}
