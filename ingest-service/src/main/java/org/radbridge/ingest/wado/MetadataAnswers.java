package org.radbridge.ingest.wado;

import io.netty.buffer.Unpooled;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Series metadata as it was answered, in memory for those who ask next. It is found only by the
 * state that the series has in the database now, which the caller was allowed to read. What was not
 * asked for in a while is dropped, and what was asked for longest ago when there is too much.
 */
@ApplicationScoped
class MetadataAnswers {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int PER_ENTRY = 256;

    private final long capacity;
    private final LongSupplier nanoTime;
    private final Map<Key, Answer> answers = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** The answer holds absolute URLs below the base. */
    private record Key(long series, String base) {}

    private record Answer(long instances, byte[] body, long usedAt) {}

    @Inject
    MetadataAnswers(WadoConfig config) {
        this(config.metadataCache().asLongValue(), System::nanoTime);
    }

    /**
     * @param capacity bytes of all answers
     */
    MetadataAnswers(long capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(KEPT.toMillis() / 5, _ -> dropUnused());
    }

    /** The answer with URLs below the base, if the series is in that state still. */
    synchronized Optional<Buffer> find(SeriesState series, String base) {
        Key key = new Key(series.number(), base);
        Answer answer = answers.get(key);
        if (answer == null) {
            return Optional.empty();
        }
        if (answer.instances() != series.instances()) {
            answers.remove(key);
            bytes -= size(key, answer);
            return Optional.empty();
        }
        answers.put(key, new Answer(answer.instances(), answer.body(), nanoTime.getAsLong()));
        return Optional.of(Buffer.buffer(Unpooled.wrappedBuffer(answer.body())));
    }

    /**
     * Keeps an answer.
     *
     * @param series its instances are those of which the answer tells
     */
    synchronized void keep(SeriesState series, String base, byte[] body) {
        Key key = new Key(series.number(), base);
        Answer answer = new Answer(series.instances(), body, nanoTime.getAsLong());
        Answer before = answers.put(key, answer);
        bytes += size(key, answer) - (before == null ? 0 : size(key, before));
        Iterator<Map.Entry<Key, Answer>> eldest = answers.entrySet().iterator();
        while (bytes > capacity) {
            remove(eldest, eldest.next());
        }
    }

    synchronized void dropUnused() {
        long limit = nanoTime.getAsLong() - KEPT.toNanos();
        Iterator<Map.Entry<Key, Answer>> eldest = answers.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<Key, Answer> next = eldest.next();
            if (next.getValue().usedAt() - limit > 0) {
                return;
            }
            remove(eldest, next);
        }
    }

    private void remove(Iterator<?> at, Map.Entry<Key, Answer> entry) {
        bytes -= size(entry.getKey(), entry.getValue());
        at.remove();
    }

    private static long size(Key key, Answer answer) {
        return PER_ENTRY + key.base().length() + answer.body().length;
    }
}
