package org.radbridge.kit.work;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One item at a time, each until the test lets it go. */
@ApplicationScoped
class SlowWork implements WorkHandler {
    static final String KIND = "slow";

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private volatile boolean resting;
    private volatile @Nullable UniEmitter<? super Commit> held;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public int admitted(int places) {
        return resting ? 0 : places;
    }

    void rest(boolean from) {
        resting = from;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        return Uni.createFrom()
                .emitter(emitter -> {
                    held = emitter;
                    begun.add(item.dedupeId());
                });
    }

    List<String> begun() {
        return List.copyOf(begun);
    }

    void letGo() {
        UniEmitter<? super Commit> emitter = held;
        if (emitter != null) {
            emitter.complete(Commit.nothing());
        }
    }
}
