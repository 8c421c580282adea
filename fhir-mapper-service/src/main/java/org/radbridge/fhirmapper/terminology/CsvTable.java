package org.radbridge.fhirmapper.terminology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Rows of comma-separated values with a header, bounded in number. */
public final class CsvTable {
    private static final int MOST_ROWS = 1_000_000;
    private static final ObjectReader READER =
            new CsvMapper().readerForMapOf(String.class).with(CsvSchema.emptySchema().withHeader());

    private CsvTable() {}

    /**
     * A row: values by the header's words in lower case.
     *
     * @param line the row's number, the header's being 1
     */
    public record Row(int line, Map<String, String> values) {

        /** The value of a column; empty when there is none. */
        public String get(String column) {
            return values.getOrDefault(column, "");
        }

        /** The parts of a value that are separated by semicolons. */
        List<String> list(String column) {
            return Stream.of(get(column).split(";"))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }
    }

    /**
     * Reads all rows.
     *
     * @throws IOException when the text is no such table, or too long; the message names no value
     */
    public static List<Row> read(String text) throws IOException {
        List<Row> rows = new ArrayList<>();
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (MappingIterator<Map<String, String>> iterator = READER.readValues(plain)) {
            while (iterator.hasNextValue()) {
                if (rows.size() == MOST_ROWS) {
                    throw new IOException("more than " + MOST_ROWS + " rows");
                }
                Map<String, String> values = new LinkedHashMap<>();
                iterator.nextValue()
                        .forEach((name, value) ->
                                values.put(name.strip().toLowerCase(Locale.ROOT), value.strip()));
                rows.add(new Row(rows.size() + 2, values));
            }
        } catch (JsonProcessingException e) {
            throw new IOException("no comma-separated values at line " + (rows.size() + 2));
        }
        return rows;
    }
}
