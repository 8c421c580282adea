package org.radbridge.fhirmapper.subscription;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.radbridge.fhirmapper.subscription.SubscriptionSocket.Look;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.database.Notifications;
import org.radbridge.kit.failure.FailureResponses;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The connections that subscribers have open to this replica. Events may be numbered by any: the
 * database wakes us, and once a second is looked anyway.
 *
 * <p>Threading: {@code looking} and {@code again} on {@code context} only.
 */
@ApplicationScoped
class SubscriptionSockets {
    static final String PATH = "/fhir" + WebsocketSubscription.PATH;

    private static final Logger LOG = Logger.getLogger(SubscriptionSockets.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Database database;
    private final Subscriptions subscriptions;
    private final BindingDesk desk;
    private final FailureResponses failures;
    private final SubscriptionConfig.Websocket config;
    private final Set<SubscriptionSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final Notifications notifications;
    private final AtomicBoolean listening = new AtomicBoolean();
    private final Context context;
    private boolean looking;
    private boolean again;
    private volatile boolean readable = true;
    private long looks = -1;

    SubscriptionSockets(
            Vertx vertx,
            Pool pool,
            Database database,
            Subscriptions subscriptions,
            BindingDesk desk,
            FailureResponses failures,
            SubscriptionConfig config,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.database = database;
        this.subscriptions = subscriptions;
        this.desk = desk;
        this.failures = failures;
        this.config = config.websocket();
        this.places = new Semaphore(this.config.most());
        this.notifications = new Notifications(vertx, pool, "subscription_wake", this::wake);
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        Gauge.builder("radbridge.subscriptions.websockets", sockets, Set::size)
                .description("Connections that subscribers have open")
                .register(meters);
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(this::open);
    }

    void start(@Observes StartupEvent event) {
        looks = vertx.setPeriodic(LOOK_EVERY.toMillis(), _ -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(looks);
        notifications.close();
        sockets.forEach(socket ->
                socket.end(SubscriptionFailure.BINDING_OVER, "this server is going away"));
    }

    private void open(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            failures.end(
                    routing,
                    new RadbridgeException(
                            KitFailure.INVALID_REQUEST, "a websocket is opened here (RFC 6455)"));
            return;
        }
        if (!places.tryAcquire()) {
            failures.end(
                    routing,
                    new RadbridgeException(
                            SubscriptionFailure.CROWDED, "at most " + config.most()));
            return;
        }
        Context own = vertx.getOrCreateContext();
        request.toWebSocket()
                .onFailure(failure -> {
                    places.release();
                    LOG.debugf("no websocket was opened: %s", failure);
                })
                .onSuccess(socket -> opened(socket, request, own));
    }

    private void opened(ServerWebSocket socket, HttpServerRequest request, Context own) {
        SubscriptionSocket opened =
                new SubscriptionSocket(socket, request, own, desk, failures, config, this::wake);
        sockets.add(opened);
        opened.open(() -> {
            if (sockets.remove(opened)) {
                places.release();
            }
        });
        if (listening.compareAndSet(false, true)) {
            notifications.open();
        }
    }

    /** Looks soon. May be called from any thread. */
    private void wake() {
        if (!sockets.isEmpty()) {
            context.runOnContext(_ -> look());
        }
    }

    private void look() {
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        again = false;
        standings()
                .subscribe()
                .with(
                        look -> {
                            readable = true;
                            sockets.forEach(socket -> socket.look(look));
                            looked();
                        },
                        failure -> {
                            unreadable(failure);
                            looked();
                        });
    }

    private Uni<Look> standings() {
        Set<String> bound =
                sockets.stream()
                        .flatMap(socket -> socket.bound().stream())
                        .collect(Collectors.toSet());
        Uni<List<Standing>> found =
                bound.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : database.inSession(session -> subscriptions.find(session, bound));
        return found.map(all ->
                new Look(
                        bound,
                        all.stream().collect(Collectors.toMap(Standing::id, Function.identity()))));
    }

    private void looked() {
        context.runOnContext(_ -> {
            looking = false;
            if (again) {
                look();
            }
        });
    }

    /** Said once per outage. */
    private void unreadable(Throwable failure) {
        if (readable) {
            LOG.warnf("subscriptions-unreadable: %s", failure);
        }
        readable = false;
    }
}
