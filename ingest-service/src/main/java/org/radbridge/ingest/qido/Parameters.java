package org.radbridge.ingest.qido;

import io.vertx.mutiny.sqlclient.Tuple;

/** The parameters of a statement, numbered as they are added. */
final class Parameters {
    private final io.vertx.sqlclient.Tuple values = io.vertx.sqlclient.Tuple.tuple();

    /** Adds a value; its place in the statement: {@code $3}. */
    String add(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    Tuple tuple() {
        return Tuple.newInstance(values);
    }
}
