package org.radbridge.ingest.index;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Writes entries one batch after another. While a batch is being committed, the entries that arrive
 * gather for the next: one commit serves all senders that wait for it, and a lone sender does not
 * wait for company. Entries that wait are bounded by the senders, each of which has one.
 */
final class IndexLane {
    private record Waiting(IndexEntry entry, UniEmitter<? super Registration> emitter) {}

    private final int limit;
    private final Function<List<IndexEntry>, Uni<List<Registration>>> writer;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean writing;

    IndexLane(int limit, Function<List<IndexEntry>, Uni<List<Registration>>> writer) {
        this.limit = limit;
        this.writer = writer;
    }

    Uni<Registration> add(IndexEntry entry) {
        return Uni.createFrom().emitter(emitter -> enqueue(new Waiting(entry, emitter)));
    }

    private void enqueue(Waiting waiting) {
        synchronized (queue) {
            queue.add(waiting);
            if (writing) {
                return;
            }
            writing = true;
        }
        writeNext();
    }

    private void writeNext() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (queue) {
            while (batch.size() < limit && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            writing = !batch.isEmpty();
        }
        if (batch.isEmpty()) {
            return;
        }
        writer.apply(batch.stream().map(Waiting::entry).toList())
                .subscribe()
                .with(
                        results -> {
                            for (int i = 0; i < batch.size(); i++) {
                                batch.get(i).emitter().complete(results.get(i));
                            }
                            writeNext();
                        },
                        failure -> failed(batch, failure));
    }

    /** One entry that the database does not take must not fail its neighbours: each goes alone. */
    private void failed(List<Waiting> batch, Throwable failure) {
        if (batch.size() == 1 || InstanceIndex.isOutage(failure)) {
            batch.forEach(waiting -> waiting.emitter().fail(InstanceIndex.translated(failure)));
            writeNext();
            return;
        }
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Waiting waiting : batch) {
            done = done.chain(() -> alone(waiting));
        }
        done.subscribe().with(ignored -> writeNext());
    }

    private Uni<Void> alone(Waiting waiting) {
        return writer.apply(List.of(waiting.entry()))
                .invoke(results -> waiting.emitter().complete(results.getFirst()))
                .onFailure()
                .invoke(failure -> waiting.emitter().fail(InstanceIndex.translated(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
