package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.subscription.BindingDesk.Bound;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.failure.FailureId;
import org.radbridge.kit.failure.FailureResponses;
import org.radbridge.kit.failure.Problems;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A connection of a subscriber: what is bound to it is told in its order, no faster than it is
 * read. What waits stands in the database; here is one notification of it.
 *
 * <p>Threading: everything on {@code context}, but {@link #bound()}.
 */
final class SubscriptionSocket {
    private static final Logger LOG = Logger.getLogger(SubscriptionSocket.class);
    private static final Pattern BIND =
            Pattern.compile("bind-with-token:? ([A-Za-z0-9_-]{16,128})\\s*");
    private static final int MOST_BINDINGS = 20;

    /** So that one look ends; what is left is for the next. */
    private static final int EVENTS_A_LOOK = 50;

    private static final Duration PING_EVERY = Duration.ofSeconds(30);
    private static final Duration LET_GO_AFTER = Duration.ofSeconds(5);
    private static final Duration LOST_AFTER = PING_EVERY.multipliedBy(3);

    private final ServerWebSocket socket;
    private final HttpServerRequest request;
    private final Context context;
    private final BindingDesk desk;
    private final FailureResponses failures;
    private final SubscriptionConfig.Websocket config;
    private final Runnable wake;
    private final Instant opened = Instant.now();
    private final Queue<String> tokens = new ArrayDeque<>();
    private final Map<String, Binding> bindings = new TreeMap<>();
    private volatile Set<String> bound = Set.of();
    private Instant heard = Instant.now();
    private Instant pinged = Instant.now();
    private @Nullable Instant fullSince;
    private boolean binding;
    private boolean telling;
    private boolean more;
    private boolean ended;
    private volatile boolean gone;

    /**
     * @param wake looks for what there is to tell, soon
     */
    SubscriptionSocket(
            ServerWebSocket socket,
            HttpServerRequest request,
            Context context,
            BindingDesk desk,
            FailureResponses failures,
            SubscriptionConfig.Websocket config,
            Runnable wake) {
        this.socket = socket;
        this.request = request;
        this.context = context;
        this.desk = desk;
        this.failures = failures;
        this.config = config;
        this.wake = wake;
    }

    /**
     * What is told to all connections: how what is bound to them stands.
     *
     * @param asked those that were looked for; what was bound since is for the next look
     */
    record Look(Set<String> asked, Map<String, Standing> found) {}

    /** Begins to listen. */
    void open(Runnable closed) {
        socket.textMessageHandler(this::message);
        socket.binaryMessageHandler(_ -> misunderstood());
        socket.pongHandler(_ -> heard = Instant.now());
        socket.exceptionHandler(failure -> LOG.debugf("a subscriber's connection: %s", failure));
        socket.closeHandler(_ -> {
            ended = true;
            gone = true;
            closed.run();
        });
    }

    /** The ids of what is bound. May be called from any thread. */
    Set<String> bound() {
        return bound;
    }

    /** Ends it, telling why. May be called from any thread. */
    void end(FailureId why, String detail) {
        onContext().execute(() -> end(new RadbridgeException(why, detail)));
    }

    /** Does what there is to do. May be called from any thread. */
    void look(Look look) {
        onContext().execute(() -> looked(look));
    }

    private Executor onContext() {
        return command -> context.runOnContext(_ -> command.run());
    }

    private void message(String message) {
        heard = Instant.now();
        Matcher bind = BIND.matcher(message);
        if (!bind.matches()) {
            misunderstood();
        } else if (bindings.size() + tokens.size() >= MOST_BINDINGS) {
            end(
                    new RadbridgeException(
                            SubscriptionFailure.CROWDED,
                            "at most " + MOST_BINDINGS + " subscriptions over one connection"));
        } else {
            tokens.add(bind.group(1));
            bindNext();
        }
    }

    private void misunderstood() {
        end(new RadbridgeException(SubscriptionFailure.MESSAGE, "it is bind-with-token TOKEN"));
    }

    private void bindNext() {
        String token = binding || ended ? null : tokens.poll();
        if (token == null) {
            return;
        }
        binding = true;
        desk.bind(token, request)
                .emitOn(onContext())
                .subscribe()
                .with(
                        all -> {
                            binding = false;
                            all.forEach(this::bind);
                            bound = Set.copyOf(bindings.keySet());
                            wake.run();
                            bindNext();
                        },
                        failure -> onContext().execute(() -> end(failure)));
    }

    private void bind(Bound one) {
        say(one.handshake());
        bindings.put(one.binding().subscription(), one.binding());
    }

    private void looked(Look look) {
        Optional<FailureId> over = over(look);
        if (ended || over.isPresent()) {
            over.ifPresent(why -> end(new RadbridgeException(why, "the connection ends")));
            return;
        }
        ping();
        if (telling) {
            more = true;
            return;
        }
        telling = true;
        more = false;
        tell(List.copyOf(bindings.values()).iterator(), look)
                .emitOn(onContext())
                .subscribe()
                .with(
                        _ -> {
                            telling = false;
                            if (more) {
                                wake.run();
                            }
                        },
                        failure -> onContext().execute(() -> end(failure)));
    }

    private Optional<FailureId> over(Look look) {
        if (past(opened, config.longest())) {
            return Optional.of(SubscriptionFailure.BINDING_OVER);
        }
        if (bindings.isEmpty() && !binding && past(opened, config.bindWithin())) {
            return Optional.of(SubscriptionFailure.UNBOUND);
        }
        if (fullSince != null && past(fullSince, config.readWithin()) || past(heard, LOST_AFTER)) {
            return Optional.of(SubscriptionFailure.SLOW);
        }
        return bindings.values().stream()
                .filter(each -> look.asked().contains(each.subscription()))
                .flatMap(each -> desk.over(each, standing(look, each)).stream())
                .findFirst();
    }

    private static Optional<Standing> standing(Look look, Binding of) {
        return Optional.ofNullable(look.found().get(of.subscription()));
    }

    private static boolean past(Instant since, Duration limit) {
        return since.plus(limit).isBefore(Instant.now());
    }

    private void ping() {
        if (past(pinged, PING_EVERY)) {
            pinged = Instant.now();
            socket.writePing(Buffer.buffer());
        }
    }

    private Uni<Void> tell(Iterator<Binding> all, Look look) {
        if (!all.hasNext()) {
            return Uni.createFrom().voidItem();
        }
        Binding to = all.next();
        return standing(look, to)
                .map(standing -> tell(to, standing, EVENTS_A_LOOK))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> tell(all, look));
    }

    private Uni<Void> tell(Binding to, Standing standing, int most) {
        if (ended || isFull()) {
            return Uni.createFrom().voidItem();
        }
        if (standing.events() <= to.sent()) {
            return to.isSilent() ? beat(to, standing) : Uni.createFrom().voidItem();
        }
        if (most == 0) {
            more = true;
            return Uni.createFrom().voidItem();
        }
        long number = to.sent() + 1;
        return desk.event(to, standing, number, request)
                .emitOn(onContext())
                .invoke(text -> {
                    text.ifPresent(notification -> say(to, notification));
                    to.done(number);
                })
                .chain(() -> tell(to, standing, most - 1));
    }

    private Uni<Void> beat(Binding to, Standing standing) {
        return desk.heartbeat(to, standing)
                .emitOn(onContext())
                .invoke(heartbeat -> say(to, heartbeat))
                .replaceWithVoid();
    }

    /** Whether what was said is not read yet; who reads it is told of what waits. */
    private boolean isFull() {
        if (!socket.writeQueueFull()) {
            fullSince = null;
            return false;
        }
        if (fullSince == null) {
            fullSince = Instant.now();
            socket.drainHandler(_ -> {
                fullSince = null;
                wake.run();
            });
        }
        return true;
    }

    private void say(Binding to, String notification) {
        to.said();
        say(notification);
    }

    private void say(String text) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(text)
                    .onFailure(failure -> LOG.debugf("a subscriber is not told: %s", failure));
        }
    }

    private void end(Throwable why) {
        if (ended) {
            return;
        }
        ended = true;
        say(failures.text(SubscriptionSockets.PATH, why));
        if (!socket.isClosed()) {
            socket.close(CloseCodes.of(why), Problems.of(why).failureId());
        }
        context.owner().setTimer(LET_GO_AFTER.toMillis(), _ -> letGo());
    }

    /** Who does not read does not read the end of it either: what waits to be sent is dropped. */
    private void letGo() {
        if (!gone && request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().close();
        }
    }
}
