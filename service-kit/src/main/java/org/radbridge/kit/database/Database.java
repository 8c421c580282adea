package org.radbridge.kit.database;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Transactions of the service's own database, each with a session and a context of its own. */
@ApplicationScoped
public class Database {
    private final Mutiny.SessionFactory sessions;
    private final FreshContext freshContext;

    public Database(Mutiny.SessionFactory sessions, FreshContext freshContext) {
        this.sessions = sessions;
        this.freshContext = freshContext;
    }

    /** Commits when the result comes, rolls back when it fails. May be called from any thread. */
    public <T> Uni<T> inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return freshContext.run(() -> sessions.withTransaction(work));
    }

    /**
     * As {@link #inTransaction(Function)}, with the given trace context rather than the caller's.
     */
    public <T> Uni<T> inTransaction(Context trace, Function<Mutiny.Session, Uni<T>> work) {
        return freshContext.run(trace, () -> sessions.withTransaction(work));
    }

    /** For reading: no transaction spans the statements. May be called from any thread. */
    public <T> Uni<T> inSession(Function<Mutiny.Session, Uni<T>> work) {
        return freshContext.run(() -> sessions.withSession(work));
    }
}
