package org.radbridge.ingest.index;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adds parameters that are rows, as one array per column. */
final class Columns<T> {
    private final List<T> rows;
    private final Tuple parameters;

    private Columns(List<T> rows, Tuple parameters) {
        this.rows = rows;
        this.parameters = parameters;
    }

    static <T> Columns<T> of(List<T> rows, Tuple parameters) {
        return new Columns<>(rows, parameters);
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
}
