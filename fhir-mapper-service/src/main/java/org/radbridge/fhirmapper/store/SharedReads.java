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
import java.util.Objects;
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

    /** A connection that was lost without a word holds up those who share it for so long. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final PooledStatements statements;
    private final ResourceQueries queries;

    /** Who waits, where a statement is under way. */
    private final Map<Lane, Queue<Waiting>> lanes = new HashMap<>();

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
        synchronized (lanes) {
            Queue<Waiting> waiting = lanes.get(lane);
            if (waiting != null) {
                waiting.add(reader);
                return;
            }
            lanes.put(lane, new ArrayDeque<>());
        }
        ask(lane, List.of(reader));
    }

    private void askNext(Lane lane) {
        List<Waiting> batch = new ArrayList<>();
        synchronized (lanes) {
            Queue<Waiting> waiting = Objects.requireNonNull(lanes.get(lane));
            while (batch.size() < LIMIT && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            if (batch.isEmpty()) {
                lanes.remove(lane);
                return;
            }
        }
        ask(lane, batch);
    }

    private void ask(Lane lane, List<Waiting> batch) {
        List<String> ids = batch.stream().map(Waiting::id).distinct().toList();
        Uni.createFrom()
                .deferred(() -> queries.read(statements, lane.type(), ids, lane.scope()))
                .ifNoItem()
                .after(LONGEST)
                .fail()
                .subscribe()
                .with(
                        found -> {
                            askNext(lane);
                            batch.forEach(reader -> reader.answer(found.get(reader.id())));
                        },
                        failure -> {
                            askNext(lane);
                            batch.forEach(reader -> reader.fail(failure));
                        });
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
