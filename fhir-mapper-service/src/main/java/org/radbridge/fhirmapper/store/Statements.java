package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where a query runs. */
public sealed interface Statements permits SessionStatements, PooledStatements {

    /** Within a session, and within its transaction if it has one. */
    static Statements of(Mutiny.Session session) {
        return new SessionStatements(session);
    }

    /**
     * The rows of a query, in order.
     *
     * @param sql with {@code ?1}, {@code ?2} and so on for its parameters
     */
    Uni<List<Object[]>> rows(String sql, List<Object> parameters);
}
