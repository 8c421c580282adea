package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Queries of a session: they see what its transaction has written. */
record SessionStatements(Mutiny.Session session) implements Statements {

    @Override
    public Uni<List<Object[]>> rows(String sql, List<Object> parameters) {
        var query = session.createNativeQuery(sql, Object.class);
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        return query.getResultList().map(SessionStatements::columns);
    }

    /** A row of one column comes as its value alone. */
    private static List<Object[]> columns(List<Object> rows) {
        List<Object[]> columns = new ArrayList<>(rows.size());
        for (Object row : rows) {
            columns.add(row instanceof Object[] several ? several : new Object[] {row});
        }
        return columns;
    }
}
