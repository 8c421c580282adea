package org.radbridge.fhirmapper.hl7v2.inbound;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.radbridge.kit.database.Database;

/**
 * Waits for what becomes of a message, whichever replica applies it: looks at its row, ever less
 * often.
 */
@ApplicationScoped
class Outcomes {
    private static final long FIRST_MILLIS = 10;
    private static final long LONGEST_MILLIS = 500;

    private final Vertx vertx;
    private final Database database;
    private final InboundMessages messages;

    Outcomes(Vertx vertx, Database database, InboundMessages messages) {
        this.vertx = vertx;
        this.database = database;
        this.messages = messages;
    }

    /** The message once it waits no longer, or as it is when the patience ends. */
    Uni<KeptMessage> of(KeptMessage message, Duration patience) {
        return look(message, Instant.now().plus(patience), FIRST_MILLIS);
    }

    private Uni<KeptMessage> look(KeptMessage message, Instant until, long pause) {
        if (message.state() != InboundState.WAITING || Instant.now().isAfter(until)) {
            return Uni.createFrom().item(message);
        }
        return after(pause)
                .chain(() -> database.inSession(session -> messages.find(session, message.id())))
                .chain(now -> look(now, until, Math.min(2 * pause, LONGEST_MILLIS)));
    }

    private Uni<Void> after(long millis) {
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(millis, _ -> emitter.complete(null)));
    }
}
