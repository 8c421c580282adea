package org.radbridge.ingest.scrub;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.radbridge.ingest.scrub.ScrubOutcome.Damaged;
import org.radbridge.ingest.scrub.ScrubOutcome.Sound;

/**
 * Goes through all objects in the order in which they were stored, at a bounded rate, one replica
 * at a time; notes how far it has come after each batch, and goes on there after a crash.
 */
@ApplicationScoped
public class Scrub {
    private static final Logger LOG = Logger.getLogger(Scrub.class);

    private final Vertx vertx;
    private final ScrubTable table;
    private final ObjectCheck check;
    private final ScrubConfig config;
    private final MeterRegistry metrics;
    private final AtomicBoolean running = new AtomicBoolean();

    Scrub(
            Vertx vertx,
            ScrubTable table,
            ObjectCheck check,
            ScrubConfig config,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.table = table;
        this.check = check;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(config.checkInterval().toMillis(), _ -> begin());
    }

    private void begin() {
        if (running.compareAndSet(false, true)) {
            pass().onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.errorf(failure, "scrub-failed: tried again"));
        }
    }

    /** Begins the next pass now, unless one is under way. */
    Uni<Void> beginPass() {
        return table.again().invoke(this::begin);
    }

    /** Reads until the pass ends; nothing when it is not time, or another replica reads. */
    Uni<Void> pass() {
        return Multi.createBy()
                .repeating()
                .uni(this::step)
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Reads one batch; false when there is none left or nothing to be done. */
    Uni<Boolean> step() {
        return table.lease(config.passInterval())
                .chain(leased -> leased ? readBatch() : Uni.createFrom().item(false));
    }

    private Uni<Boolean> readBatch() {
        return table.next(config.batch(), config.minimumAge())
                .chain(batch ->
                        batch.isEmpty()
                                ? table.end().replaceWith(false)
                                : read(batch)
                                        .chain(this::note)
                                        .chain(() -> table.advance(batch))
                                        .replaceWith(true));
    }

    private Uni<List<ScrubOutcome>> read(List<ScrubbedObject> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(this::paced)
                .collect()
                .asList();
    }

    /** Reads one object, and rests for as long as its size is worth at the rate. */
    private Uni<ScrubOutcome> paced(ScrubbedObject object) {
        long began = System.nanoTime();
        return check.of(object)
                .onItem()
                .call(() -> {
                    Duration worth =
                            Duration.ofNanos(
                                    (long) (object.size() * 1e9 / config.rate().asLongValue()));
                    Duration left = worth.minusNanos(System.nanoTime() - began);
                    return left.isPositive()
                            ? Uni.createFrom().voidItem().onItem().delayIt().by(left)
                            : Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> note(List<ScrubOutcome> outcomes) {
        metrics.counter("radbridge.scrub.objects").increment(outcomes.size());
        List<Sound> sound = new ArrayList<>();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (ScrubOutcome outcome : outcomes) {
            switch (outcome) {
                case Sound one -> sound.add(one);
                case Damaged one -> done = done.chain(() -> report(one));
            }
        }
        return done.chain(() -> table.resolve(sound));
    }

    private Uni<Void> report(Damaged damaged) {
        metrics.counter("radbridge.scrub.findings", "failure", damaged.failure()).increment();
        LOG.errorf(
                "%s: object %s of instance %s: %s",
                damaged.failure(),
                damaged.object().object().id(),
                damaged.object().sopInstanceUid(),
                damaged.detail());
        return table.addFinding(damaged);
    }
}
