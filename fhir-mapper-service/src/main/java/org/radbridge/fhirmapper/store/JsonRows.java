package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.radbridge.contracts.EventJson;

/** Rows as one JSON array of objects, written as they come. */
final class JsonRows {
    private JsonRows() {}

    /** Writes the properties of one row. */
    @FunctionalInterface
    interface Row<T> {
        void write(JsonGenerator json, T value) throws IOException;
    }

    /** The array. */
    static <T> String of(Collection<T> values, Row<T> row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = EventJson.mapper().createGenerator(text)) {
            json.writeStartArray();
            for (T value : values) {
                json.writeStartObject();
                row.write(json, value);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("rows have no JSON form", e);
        }
        return text.toString();
    }
}
