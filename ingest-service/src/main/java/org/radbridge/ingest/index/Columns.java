package org.radbridge.ingest.index;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement that takes rows as one array per column. */
final class Columns<T> {
    private final List<T> rows;
    private final io.vertx.sqlclient.Tuple parameters = io.vertx.sqlclient.Tuple.tuple();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    Columns<T> texts(Function<T, @Nullable String> column) {
        parameters.addValue(rows.stream().map(column).toArray(String[]::new));
        return this;
    }

    Columns<T> integers(Function<T, @Nullable Integer> column) {
        parameters.addValue(rows.stream().map(column).toArray(Integer[]::new));
        return this;
    }

    Columns<T> longs(Function<T, Long> column) {
        parameters.addValue(rows.stream().map(column).toArray(Long[]::new));
        return this;
    }

    Columns<T> uuids(Function<T, UUID> column) {
        parameters.addValue(rows.stream().map(column).toArray(UUID[]::new));
        return this;
    }

    Columns<T> buffers(Function<T, Buffer> column) {
        parameters.addValue(rows.stream().map(column).toArray(Buffer[]::new));
        return this;
    }

    /** A parameter that is the same for all rows. */
    Tuple with(Object value) {
        parameters.addValue(value);
        return tuple();
    }

    Tuple tuple() {
        return Tuple.newInstance(parameters);
    }
}
