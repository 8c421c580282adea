package org.radbridge.inference.triton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many calls be made at a time; others wait their turn, in order, without a thread. */
final class Permits {
    private final Queue<Call<?>> waiting = new ArrayDeque<>();
    private final int atATime;
    private int inFlight;

    Permits(int atATime) {
        this.atATime = atATime;
    }

    /** How many calls are being made or wait. */
    synchronized int load() {
        return inFlight + waiting.size();
    }

    /** Makes the call when its turn comes. A caller that gives up while waiting makes none. */
    <T> Uni<T> within(Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .emitter(emitter -> {
                    Call<T> waiter = new Call<>(emitter, call);
                    emitter.onTermination(() -> withdraw(waiter));
                    synchronized (this) {
                        waiting.add(waiter);
                    }
                    startNext();
                });
    }

    private void startNext() {
        Call<?> next = takeTurn();
        if (next != null) {
            next.start();
        }
    }

    private synchronized @Nullable Call<?> takeTurn() {
        if (inFlight >= atATime || waiting.isEmpty()) {
            return null;
        }
        inFlight++;
        return waiting.remove();
    }

    private synchronized void withdraw(Call<?> call) {
        waiting.remove(call);
    }

    private void ended() {
        synchronized (this) {
            inFlight--;
        }
        startNext();
    }

    private final class Call<T> {
        private final UniEmitter<? super T> caller;
        private final Supplier<Uni<T>> call;
        private final AtomicBoolean ended = new AtomicBoolean();

        Call(UniEmitter<? super T> caller, Supplier<Uni<T>> call) {
            this.caller = caller;
            this.call = call;
        }

        void start() {
            Cancellable running =
                    Uni.createFrom()
                            .deferred(call::get)
                            .onTermination()
                            .invoke(this::end)
                            .subscribe()
                            .with(caller::complete, caller::fail);
            caller.onTermination(running::cancel);
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                ended();
            }
        }
    }
}
