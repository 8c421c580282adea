package org.radbridge.fhirmapper.hl7v2.mllp;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Sends messages to one destination, one at a time over one connection that it keeps. An
 * acknowledgement belongs to the message whose control id it names and to no other: one that comes
 * late is remembered, so that its message is not sent again, and one that names none of ours is
 * counted and left.
 *
 * <p>Threading: the state is touched on {@code context} only; {@code send} may be called from any
 * thread.
 */
public final class MllpClient {
    private static final Logger LOG = Logger.getLogger(MllpClient.class);
    private static final int MOST_REMEMBERED = 1000;
    private static final int SILENT_TIMES = 2;

    private final MllpClientOptions options;
    private final AnswerFrame.Reader reader;
    private final Vertx vertx;
    private final NetClient net;
    private final Context context;
    private final Deque<Sending> waiting = new ArrayDeque<>();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private final Map<String, byte[]> late = new LinkedHashMap<>();
    private @Nullable NetSocket socket;
    private @Nullable Sending current;
    private int timeouts;
    private final AtomicLong strays = new AtomicLong();
    private volatile boolean connected;

    private record Sending(String controlId, byte[] message, Promise<byte[]> answer) {}

    public MllpClient(Vertx vertx, MllpClientOptions options, AnswerFrame.Reader reader) {
        this.vertx = vertx;
        this.options = options;
        this.reader = reader;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        NetClientOptions clientOptions =
                new NetClientOptions()
                        .setConnectTimeout((int) options.connectTimeout().toMillis())
                        .setTcpNoDelay(true);
        options.tls().ifPresent(tls -> tls.applyTo(clientOptions));
        this.net = vertx.createNetClient(clientOptions);
    }

    /**
     * Sends a message and gives the acknowledgement that names it. Fails with {@code
     * hl7v2-destination-unreachable} or {@code hl7v2-no-answer}; it may then be sent again.
     */
    public Uni<byte[]> send(String controlId, byte[] message) {
        return Uni.createFrom()
                .completionStage(() -> {
                    Promise<byte[]> answer = Promise.promise();
                    context.runOnContext(_ -> {
                        waiting.add(new Sending(controlId, message, answer));
                        next();
                    });
                    return answer.future().toCompletionStage();
                });
    }

    /** How many acknowledgements named no message that was waiting for one. */
    public long strays() {
        return strays.get();
    }

    /** Whether there is a connection now. */
    public boolean isConnected() {
        return connected;
    }

    public void close() {
        net.close();
    }

    private void next() {
        if (current != null) {
            return;
        }
        Sending sending = waiting.poll();
        if (sending == null) {
            return;
        }
        byte[] known = late.remove(sending.controlId());
        if (known != null) {
            sending.answer().complete(known);
            next();
            return;
        }
        current = sending;
        connection()
                .onSuccess(open -> context.runOnContext(_ -> write(open, sending)))
                .onFailure(cause -> context.runOnContext(_ -> unreachable(sending, cause)));
    }

    private Future<NetSocket> connection() {
        return socket != null
                ? Future.succeededFuture(socket)
                : net.connect(options.port(), options.host()).map(this::opened);
    }

    private NetSocket opened(NetSocket open) {
        MllpDecoder decoder = new MllpDecoder(options.longestAnswer());
        open.handler(bytes -> received(open, decoder, bytes));
        open.exceptionHandler(
                cause -> LOG.debugf("connection to %s: %s", options.host(), cause.getClass()));
        open.closeHandler(_ -> context.runOnContext(_ -> closed(open)));
        context.runOnContext(_ -> {
            socket = open;
            connected = true;
        });
        return open;
    }

    private void write(NetSocket open, Sending sending) {
        if (socket != open) {
            unreachable(sending, new IllegalStateException("closed"));
            return;
        }
        unanswered.add(sending.controlId());
        open.write(MllpFrame.of(sending.message()));
        vertx.setTimer(
                options.answerTimeout().toMillis(),
                _ -> context.runOnContext(_ -> timedOut(open, sending)));
    }

    private void received(NetSocket open, MllpDecoder decoder, Buffer bytes) {
        try {
            for (byte[] content : decoder.read(bytes)) {
                Optional<AnswerFrame> answer = reader.read(content);
                context.runOnContext(_ -> answered(answer));
            }
        } catch (MllpDecoder.FrameTooLongException _) {
            open.close();
        }
    }

    private void answered(Optional<AnswerFrame> answer) {
        Optional<AnswerFrame> ours = answer.filter(frame -> unanswered.remove(frame.controlId()));
        if (ours.isEmpty()) {
            strays.incrementAndGet();
            LOG.warnf("%s sent an acknowledgement that no message waits for", options.host());
            return;
        }
        timeouts = 0;
        AnswerFrame frame = ours.get();
        Sending sending = current;
        if (sending != null && sending.controlId().equals(frame.controlId())) {
            current = null;
            sending.answer().complete(frame.content());
            next();
            return;
        }
        if (late.size() >= MOST_REMEMBERED) {
            late.remove(late.keySet().iterator().next());
        }
        late.put(frame.controlId(), frame.content());
    }

    /** The connection is kept for the answer that may still come, but not for ever. */
    private void timedOut(NetSocket open, Sending sending) {
        if (!sending.equals(current)) {
            return;
        }
        timeouts++;
        if (timeouts >= SILENT_TIMES) {
            forget();
            open.close();
        }
        end(sending, Hl7v2Failure.NO_ANSWER, "none within " + seconds(options.answerTimeout()));
    }

    private void closed(NetSocket open) {
        if (socket != open) {
            return;
        }
        forget();
        Sending sending = current;
        if (sending != null) {
            end(sending, Hl7v2Failure.NO_ANSWER, "the connection was closed before one");
        }
    }

    private void forget() {
        socket = null;
        connected = false;
        timeouts = 0;
        unanswered.clear();
    }

    private void unreachable(Sending sending, Throwable cause) {
        if (sending.equals(current)) {
            end(sending, Hl7v2Failure.UNREACHABLE, cause.getClass().getName());
        }
    }

    private void end(Sending sending, Hl7v2Failure failure, String detail) {
        current = null;
        sending.answer().fail(new RadbridgeException(failure, detail));
        next();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
