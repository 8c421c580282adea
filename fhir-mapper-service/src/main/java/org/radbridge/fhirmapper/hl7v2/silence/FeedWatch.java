package org.radbridge.fhirmapper.hl7v2.silence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Config;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Failure;

/**
 * Looks every few seconds when each feed last sent, and says so once when one falls silent and once
 * when it speaks again.
 */
@ApplicationScoped
public class FeedWatch {
    private static final Logger LOG = Logger.getLogger(FeedWatch.class);
    private static final String LAST =
            """
            SELECT f.feed, (SELECT max(m.received_at) FROM hl7v2_inbound m WHERE m.feed = f.feed)
                AS last_message
            FROM unnest(CAST($1 AS text[])) AS f(feed)
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final Duration every;
    private final Map<String, Silence> silences = new TreeMap<>();
    private final Map<String, FeedState> states = new ConcurrentHashMap<>();
    private final Instant begun = Instant.now();
    private long timer = -1;

    FeedWatch(Vertx vertx, Pool pool, Hl7v2Config config, MeterRegistry meters) {
        this.vertx = vertx;
        this.pool = pool;
        this.every = config.watchEvery();
        config.feeds()
                .forEach((name, feed) -> {
                    silences.put(name, Silence.of(feed.silence(), config.zone()));
                    Gauge.builder("radbridge.hl7v2.feed.silent", () -> isSilent(name) ? 1 : 0)
                            .description("Whether a feed has been silent for longer than it may")
                            .tag("feed", name)
                            .register(meters);
                });
    }

    void start(@Observes StartupEvent event) {
        if (!silences.isEmpty()) {
            timer = vertx.setPeriodic(every.toMillis(), _ -> look());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** How each feed did when it was last looked at. */
    public List<FeedState> states() {
        return silences.keySet().stream()
                .map(name -> states.getOrDefault(name, new FeedState(name, null, null, false)))
                .toList();
    }

    private boolean isSilent(String feed) {
        FeedState state = states.get(feed);
        return state != null && state.silent();
    }

    private void look() {
        pool.preparedQuery(LAST)
                .execute(Tuple.of(silences.keySet().toArray(String[]::new)))
                .subscribe()
                .with(
                        this::looked,
                        failure -> LOG.warnf("the feeds are not looked at: %s", failure));
    }

    private void looked(RowSet<Row> rows) {
        Instant now = Instant.now();
        for (Row row : rows) {
            OffsetDateTime last = row.getOffsetDateTime("last_message");
            note(row.getString("feed"), last == null ? null : last.toInstant(), now);
        }
    }

    private void note(String feed, @Nullable Instant last, Instant now) {
        Silence silence = silences.get(feed);
        if (silence == null) {
            return;
        }
        Instant until = silence.until(last == null ? begun : last, now).orElse(null);
        boolean silent = until != null && now.isAfter(until);
        boolean before = isSilent(feed);
        states.put(feed, new FeedState(feed, last, until, silent));
        if (silent && !before) {
            LOG.errorf(
                    "%s: feed %s has sent nothing since %s",
                    Hl7v2Failure.FEED_SILENT.id(), feed, last == null ? begun : last);
        } else if (before && !silent) {
            LOG.infof("feed %s is heard again", feed);
        }
    }
}
