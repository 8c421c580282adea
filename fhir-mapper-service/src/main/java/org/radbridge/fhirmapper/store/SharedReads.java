package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads of current versions by id, outside of transactions. What comes while a statement of the
 * same type and scope is under way shares the next one, so that a server with much to do asks its
 * database less often. Each read is answered by a statement that began after it came.
 *
 * <p>Holds no more than its callers do: each waits for its resource.
 */
@ApplicationScoped
public class SharedReads {
    private static final int LIMIT = 64;

    /**
     * After that long a statement is taken for lost, and those who wait for it are asked for anew.
     */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private final PooledStatements statements;
    private final ResourceQueries queries;

    /** Where a statement is under way. */
    private final Map<Lane, Line> lines = new HashMap<>();

    SharedReads(PooledStatements statements, ResourceQueries queries) {
        this.statements = statements;
        this.queries = queries;
    }

    private record Lane(String type, AccessScope scope) {}

    /** The current version of a resource; empty when there is none that the caller may see. */
    public Uni<Optional<StoredResource>> read(String type, String id, AccessScope scope) {
        return Uni.createFrom()
                .emitter(emitter ->
                        enter(
                                new Lane(type, scope),
                                new Waiting(id, Vertx.currentContext(), emitter)));
    }

    private void enter(Lane lane, Waiting reader) {
        Line line;
        synchronized (lines) {
            Line present = lines.get(lane);
            if (present != null && !present.isLost()) {
                present.waiting.add(reader);
                return;
            }
            line = present == null ? new Line() : present.behindAnother();
            lines.put(lane, line);
        }
        ask(lane, line, List.of(reader));
    }

    private void askNext(Lane lane, Line line) {
        List<Waiting> batch;
        synchronized (lines) {
            batch = line.next();
            if (batch.isEmpty()) {
                lines.remove(lane, line);
                return;
            }
        }
        ask(lane, line, batch);
    }

    private void ask(Lane lane, Line line, List<Waiting> batch) {
        List<String> ids = batch.stream().map(Waiting::id).distinct().toList();
        Uni.createFrom()
                .deferred(() -> queries.read(statements, lane.type(), ids, lane.scope()))
                .subscribe()
                .with(
                        found -> {
                            askNext(lane, line);
                            batch.forEach(reader -> reader.answer(found.get(reader.id())));
                        },
                        failure -> {
                            askNext(lane, line);
                            batch.forEach(reader -> reader.fail(failure));
                        });
    }

    /** Who waits for the statement under way to be over. Touched under the lock of all lines. */
    private static final class Line {
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        private long began = System.nanoTime();

        /** Who is asked for next; they wait for the statement that begins now. */
        List<Waiting> next() {
            List<Waiting> batch = new ArrayList<>();
            while (batch.size() < LIMIT && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            began = System.nanoTime();
            return batch;
        }

        boolean isLost() {
            return System.nanoTime() - began > LONGEST.toNanos();
        }

        /** Those who wait, for another statement than the one that is lost. */
        Line behindAnother() {
            Line line = new Line();
            line.waiting.addAll(waiting);
            waiting.clear();
            return line;
        }
    }

    /**
     * Who waits for a resource.
     *
     * @param caller where they go on; null for any thread
     */
    private record Waiting(
            String id,
            @Nullable Context caller,
            UniEmitter<? super Optional<StoredResource>> emitter) {

        void answer(@Nullable StoredResource resource) {
            onCaller(() -> emitter.complete(Optional.ofNullable(resource)));
        }

        void fail(Throwable failure) {
            onCaller(() -> emitter.fail(failure));
        }

        private void onCaller(Runnable completion) {
            if (caller == null) {
                completion.run();
            } else {
                caller.runOnContext(_ -> completion.run());
            }
        }
    }
}
