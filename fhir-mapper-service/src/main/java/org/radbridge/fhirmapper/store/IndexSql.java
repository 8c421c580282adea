package org.radbridge.fhirmapper.store;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of a writing statement that puts new index entries in the place of old ones. It follows
 * {@code incoming} (type, id and the entries as JSON arrays, see {@link IndexJson}) and {@code
 * written} (pk, type, id, version), and ends inside its last bracket.
 */
final class IndexSql {
    /** The entries' columns in a list of a record's columns. */
    static final String COLUMNS =
            "tokens jsonb, links jsonb, spans jsonb, texts jsonb, amounts jsonb, pairs jsonb";

    static final String REPLACE =
            replace("fhir_token", "tokens", "parameter text, system text, code text")
                    + replace(
                            "fhir_link",
                            "links",
                            "parameter text, target_type text, target_id text")
                    + replace(
                            "fhir_span",
                            "spans",
                            "parameter text, valid_from timestamptz, valid_until timestamptz")
                    + replace("fhir_text", "texts", "parameter text, exact text, folded text")
                    + replace(
                            "fhir_amount",
                            "amounts",
                            "parameter text, low numeric, high numeric, system text, code text,"
                                    + " unit text")
                    + replace(
                            "fhir_pair",
                            "pairs",
                            "parameter text, pair_system text, pair_code text, system text,"
                                    + " code text, target_type text, target_id text,"
                                    + " valid_from timestamptz, valid_until timestamptz,"
                                    + " exact text, folded text, low numeric, high numeric,"
                                    + " unit text");

    /**
     * Takes the entries of resources away that are no more. It follows {@code removed} (pk), and
     * ends inside its last bracket.
     */
    static final String REMOVE =
            Stream.of(
                            "fhir_token",
                            "fhir_link",
                            "fhir_span",
                            "fhir_text",
                            "fhir_amount",
                            "fhir_pair")
                    .map(IndexSql::remove)
                    .collect(Collectors.joining());

    private IndexSql() {}

    private static String remove(String table) {
        return """
        ), old_%1$s AS (
            DELETE FROM %1$s o USING removed w WHERE o.resource = w.pk
        """
                .formatted(table);
    }

    private static String replace(String table, String entries, String columns) {
        String names = columns.replaceAll("(\\w+) \\w+", "$1");
        return """
        ), old_%2$s AS (
            DELETE FROM %1$s o USING written w WHERE o.resource = w.pk AND w.version > 1
        ), new_%2$s AS (
            INSERT INTO %1$s (resource, %3$s)
            SELECT w.pk, %4$s
            FROM written w JOIN incoming i USING (type, id),
                jsonb_to_recordset(i.%2$s) AS n(%5$s)
        """
                .formatted(table, entries, names, names.replaceAll("(\\w+)", "n.$1"), columns);
    }
}
