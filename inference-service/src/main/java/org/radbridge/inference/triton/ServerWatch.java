package org.radbridge.inference.triton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.radbridge.inference.card.CardEntry;

/**
 * Asks every server again and again whether it is ready; one that has become ready is given work
 * once all its models have been compared with their cards.
 */
@ApplicationScoped
public class ServerWatch {
    private static final Logger LOG = Logger.getLogger(ServerWatch.class);

    private final InferenceServers servers;
    private final ModelCards cards;
    private final TritonConfiguration configuration;
    private final Vertx vertx;
    private volatile boolean closed;

    public ServerWatch(
            InferenceServers servers,
            ModelCards cards,
            TritonConfiguration configuration,
            Vertx vertx,
            MeterRegistry metrics) {
        this.servers = servers;
        this.cards = cards;
        this.configuration = configuration;
        this.vertx = vertx;
        for (InferenceServer server : servers.all()) {
            metrics.gauge(
                    "radbridge.inference.server.up",
                    Tags.of("server", server.name()),
                    server,
                    watched -> watched.isUp() ? 1 : 0);
        }
    }

    void onStart(@Observes StartupEvent event) {
        servers.all().forEach(server -> look(new Watch(server)));
    }

    void onStop(@Observes ShutdownEvent event) {
        closed = true;
        servers.all().forEach(InferenceServer::close);
    }

    private void look(Watch watch) {
        if (closed) {
            return;
        }
        InferenceServer server = watch.server;
        server.probe()
                .chain(ready -> ready ? compared(watch) : Uni.createFrom().item(false))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("%s: models not compared: %s", server.name(), failure);
                    return false;
                })
                .subscribe()
                .with(ready -> vertx.setTimer(watch.next(ready).toMillis(), _ -> look(watch)));
    }

    private Uni<Boolean> compared(Watch watch) {
        InferenceServer server = watch.server;
        if (server.isUp() && !watch.isComparisonDue()) {
            return Uni.createFrom().item(true);
        }
        return cards.reload()
                .chain(entries -> compare(server, entries))
                .invoke(() -> {
                    watch.compared();
                    server.markUp();
                })
                .replaceWith(true);
    }

    private static Uni<Void> compare(InferenceServer server, Map<String, CardEntry> entries) {
        server.keepOnly(entries.keySet());
        return Multi.createFrom()
                .iterable(entries.values())
                .onItem()
                .transformToUniAndConcatenate(entry ->
                        switch (entry) {
                            case CardEntry.Readable(var card) ->
                                    server.verify(card).replaceWithVoid();
                            case CardEntry.Unreadable(String model, String problem) -> {
                                LOG.errorf(
                                        "%s: %s: %s",
                                        TritonFailure.CARD_UNREADABLE.id(), model, problem);
                                yield Uni.createFrom().voidItem();
                            }
                        })
                .onItem()
                .ignoreAsUni();
    }

    /** The watch over one server; used by one look at a time. */
    private final class Watch {
        private final InferenceServer server;
        private Duration pause;
        private long comparedAt;

        Watch(InferenceServer server) {
            this.server = server;
            this.pause = configuration.reconnectFirst();
        }

        boolean isComparisonDue() {
            return System.nanoTime() - comparedAt > configuration.verifyInterval().toNanos();
        }

        void compared() {
            comparedAt = System.nanoTime();
        }

        /** How long until the next look. */
        Duration next(boolean ready) {
            if (ready) {
                pause = configuration.reconnectFirst();
                return configuration.watchInterval();
            }
            server.markDown("it is not ready");
            Duration now = pause;
            Duration doubled = pause.multipliedBy(2);
            pause =
                    doubled.compareTo(configuration.reconnectLongest()) < 0
                            ? doubled
                            : configuration.reconnectLongest();
            return now;
        }
    }
}
