package org.radbridge.kit.outbox;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row for the outbox, and who waits until it is durable.
 *
 * @param caller where the one who waits goes on; null for any thread
 */
record WaitingRecord(
        UUID eventId,
        String topic,
        String key,
        boolean urgent,
        String headers,
        byte[] body,
        @Nullable Context caller,
        UniEmitter<? super Void> emitter) {

    void written() {
        onCaller(() -> emitter.complete(null));
    }

    void failed(Throwable failure) {
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
