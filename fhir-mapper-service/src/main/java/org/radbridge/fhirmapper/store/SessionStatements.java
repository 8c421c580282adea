package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Queries of a session: they see what its transaction has written. */
record SessionStatements(Mutiny.Session session) implements Statements {

    @Override
    public Uni<List<Object[]>> rows(String sql, List<Object> parameters) {
        var query = session.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        return query.getResultList();
    }
}
