package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Queries on whichever connection is free: for what reads with one statement and writes nothing. A
 * session costs more than such a query does.
 */
@Singleton
public final class PooledStatements implements Statements {
    private final Pool pool;

    PooledStatements(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Object[]>> rows(String sql, List<Object> parameters) {
        return Uni.createFrom()
                .emitter(emitter ->
                        pool.preparedQuery(numbered(sql))
                                .execute(Tuple.wrap(parameters))
                                .map(PooledStatements::columns)
                                .onSuccess(emitter::complete)
                                .onFailure(emitter::fail));
    }

    /** PostgreSQL's own placeholders: {@code $1} for {@code ?1}. */
    static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder(sql);
        for (int at = numbered.indexOf("?"); at >= 0; at = numbered.indexOf("?", at + 1)) {
            if (at + 1 < numbered.length() && Character.isDigit(numbered.charAt(at + 1))) {
                numbered.setCharAt(at, '$');
            }
        }
        return numbered.toString();
    }

    private static List<Object[]> columns(RowSet<Row> rows) {
        List<Object[]> columns = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Object[] values = new Object[row.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.getValue(i);
            }
            columns.add(values);
        }
        return columns;
    }
}
