package org.radbridge.fhirmapper.hl7v2.mllp;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;
import org.radbridge.kit.failure.LoggableCause;

/**
 * A connection that messages come in by, one after the other: while one is being answered, nothing
 * is read, and so the sender is held back rather than its messages kept in memory.
 *
 * <p>Threading: everything runs on the socket's event loop.
 */
final class ReceivingConnection {
    private static final Logger LOG = Logger.getLogger(ReceivingConnection.class);

    private final Vertx vertx;
    private final NetSocket socket;
    private final MllpServerOptions options;
    private final MllpService service;
    private final MllpDecoder decoder;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final String address;
    private boolean busy;
    private boolean closed;
    private long frameTimer = -1;

    ReceivingConnection(
            Vertx vertx, NetSocket socket, MllpServerOptions options, MllpService service) {
        this.vertx = vertx;
        this.socket = socket;
        this.options = options;
        this.service = service;
        this.decoder = new MllpDecoder(options.longestMessage());
        SocketAddress remote = socket.remoteAddress();
        this.address = remote == null ? "unknown" : remote.hostAddress();
    }

    void begin() {
        socket.handler(this::received);
        socket.exceptionHandler(
                cause -> LOG.debugf("connection of %s: %s", address, cause.getClass().getName()));
        socket.endHandler(_ -> {
            closed = true;
            vertx.cancelTimer(frameTimer);
        });
    }

    private void received(Buffer bytes) {
        try {
            long droppedBefore = decoder.dropped();
            waiting.addAll(decoder.read(bytes));
            if (decoder.dropped() > droppedBefore) {
                LOG.warnf("half a message from %s is dropped: another began in it", address);
            }
        } catch (MllpDecoder.FrameTooLongException e) {
            LOG.warnf("connection of %s is closed: %s", address, e.getMessage());
            socket.close();
            return;
        }
        watchFrame();
        next();
    }

    /** A message that stops half way holds its connection no longer than it may. */
    private void watchFrame() {
        vertx.cancelTimer(frameTimer);
        if (decoder.isInside()) {
            frameTimer =
                    vertx.setTimer(
                            options.frameTimeout().toMillis(),
                            _ -> {
                                LOG.warnf("connection of %s is closed: half a message", address);
                                socket.close();
                            });
        }
    }

    private void next() {
        if (busy || closed) {
            return;
        }
        byte[] message = waiting.poll();
        if (message == null) {
            socket.resume();
            return;
        }
        busy = true;
        socket.pause();
        service.received(message, address).subscribe().with(this::answered, this::failed);
    }

    private void answered(MllpAnswer answer) {
        answer.now().ifPresent(this::write);
        answer.later()
                .subscribe()
                .with(
                        late -> late.ifPresent(this::write),
                        cause ->
                                LOG.warnf(
                                        LoggableCause.of(cause),
                                        "an application acknowledgement is not sent"));
        busy = false;
        next();
    }

    private void failed(Throwable cause) {
        LOG.errorf(
                LoggableCause.of(cause),
                "a message from %s is not kept and not answered; its connection is closed",
                address);
        socket.close();
    }

    private void write(byte[] content) {
        if (!closed) {
            socket.write(MllpFrame.of(content));
        }
    }
}
