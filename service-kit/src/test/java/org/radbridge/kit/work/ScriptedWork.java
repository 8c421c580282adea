package org.radbridge.kit.work;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.TestEffects;
import org.radbridge.kit.failure.Failure;

/**
 * Does what a test says for an item's dedupe id; otherwise succeeds. Writes one effect per item.
 */
@ApplicationScoped
class ScriptedWork implements WorkHandler {
    static final String KIND = "scripted";

    private final TestEffects effects;
    private final Map<String, Function<WorkItem, Uni<Commit>>> scripts = new ConcurrentHashMap<>();
    private final List<String> begun = new CopyOnWriteArrayList<>();

    ScriptedWork(TestEffects effects) {
        this.effects = effects;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public RetryPolicy retry() {
        return new RetryPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 3);
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        begun.add(item.dedupeId());
        return scripts.getOrDefault(item.dedupeId(), this::succeed).apply(item);
    }

    @Override
    public Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        return effects.write(session, "parked-" + item.dedupeId(), failure.id());
    }

    Uni<Commit> succeed(WorkItem item) {
        return Uni.createFrom()
                .item(session ->
                        effects.write(
                                session,
                                item.dedupeId(),
                                item.key() + " attempt " + item.attempt()));
    }

    void script(String dedupeId, Function<WorkItem, Uni<Commit>> behaviour) {
        scripts.put(dedupeId, behaviour);
    }

    /** The dedupe ids of all items begun so far, in order, with repetitions. */
    List<String> begun() {
        return List.copyOf(begun);
    }
}
