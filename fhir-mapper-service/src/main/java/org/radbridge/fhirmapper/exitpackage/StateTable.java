package org.radbridge.fhirmapper.exitpackage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table whose rows are the state of the results: what a Radbridge needs to go on from where the
 * packed one was. Rows travel as JSON by the names of their columns, so that a column that is added
 * later takes its default.
 */
enum StateTable {
    PATIENTS("fhir_patient_identity", List.of(new Key("patient", "text"))),
    RESOURCES(
            "fhir_resource",
            List.of(new Key("pk", "bigint")),
            // A Binary has no index.
            "CASE WHEN e.line ->> 'type' = 'Binary' THEN e.line"
                    + " ELSE e.line || '{\"indexed\": 0}' END",
            Optional.of("pk")),
    HISTORY("fhir_history", List.of(new Key("seq", "bigint")), "e.line", Optional.of("seq")),
    FEED_TIMES("feed_time", List.of(new Key("resource", "text"))),
    MERGES("patient_merge", List.of(new Key("merged", "text"))),
    WAITING("waiting_result", List.of(new Key("work", "text"))),
    RELEASED("waiting_result_released", List.of(new Key("study_instance_uid", "text"))),
    PACS_DELIVERIES(
            "pacs_delivery",
            List.of(new Key("destination", "text"), new Key("sop_instance_uid", "text"))),
    EHR_DELIVERIES(
            "ehr_delivery",
            List.of(new Key("destination", "text"), new Key("study_instance_uid", "text"))),
    RESULTS("study_result", List.of(new Key("study_instance_uid", "text"))),
    REVIEW_ACTS(
            "review_act",
            List.of(
                    new Key("study_instance_uid", "text"),
                    new Key("revision", "integer"),
                    new Key("edition", "integer"))),
    LESIONS("tracked_lesion", List.of(new Key("observation", "text"))),
    WORKITEMS("ups_workitem", List.of(new Key("uid", "text"))),
    REGISTRY_CASES("registry_case", List.of(new Key("id", "text"))),
    REGISTRY_EVIDENCE(
            "registry_case_evidence",
            List.of(new Key("registry_case", "text"), new Key("study_instance_uid", "text"))),
    SUBSCRIPTIONS(
            "subscription",
            List.of(new Key("id", "text")),
            // A package from before there were websockets does not say which it was.
            "'{\"channel\": \"REST_HOOK\", \"writings\": 1}' || e.line",
            Optional.empty()),
    SUBSCRIPTION_EVENTS(
            "subscription_event",
            List.of(new Key("subscription", "text"), new Key("number", "bigint")));

    /** A column of the key by which the table is paged. */
    private record Key(String column, String type) {}

    private final String table;
    private final List<Key> keys;
    private final String change;
    private final Optional<String> identity;

    StateTable(String table, List<Key> keys) {
        this(table, keys, "e.line", Optional.empty());
    }

    /**
     * @param change the row that is restored, from {@code e.line}
     * @param identity the column that the database counts
     */
    StateTable(String table, List<Key> keys, String change, Optional<String> identity) {
        this.table = table;
        this.keys = keys;
        this.change = change;
        this.identity = identity;
    }

    /** The file in a package. */
    String file() {
        return "state/" + table + ".ndjson";
    }

    /** How many columns the key has: the next page begins after their values, as text. */
    int keySize() {
        return keys.size();
    }

    /**
     * A page: the row's JSON, then its key as text. Parameters: the page's size, then, on later
     * pages, the key of the last row.
     */
    String page(boolean first) {
        String columns = keys.stream().map(Key::column).collect(Collectors.joining(", "));
        String texts =
                keys.stream()
                        .map(key -> "CAST(t." + key.column() + " AS text) AS k_" + key.column())
                        .collect(Collectors.joining(", "));
        String after =
                IntStream.range(0, keys.size())
                        .mapToObj(i ->
                                "CAST(CAST(?"
                                        + (i + 2)
                                        + " AS text) AS "
                                        + keys.get(i).type()
                                        + ")")
                        .collect(Collectors.joining(", "));
        return "SELECT CAST(to_jsonb(t) AS text) AS row_json, "
                + texts
                + " FROM "
                + table
                + " t"
                + (first ? "" : " WHERE (" + columns + ") > (" + after + ")")
                + " ORDER BY "
                + columns
                + " LIMIT ?1";
    }

    /** Puts rows back; the parameter is a JSON array of them. */
    String restore() {
        return "INSERT INTO "
                + table
                + " OVERRIDING SYSTEM VALUE SELECT p.* FROM"
                + " jsonb_array_elements(CAST(CAST(?1 AS text) AS jsonb)) AS e(line),"
                + " jsonb_populate_record(CAST(NULL AS "
                + table
                + "), "
                + change
                + ") AS p";
    }

    /** Lets the database count on from the highest value that was restored. */
    Optional<String> countOn() {
        return identity.map(column ->
                "SELECT setval(pg_get_serial_sequence('"
                        + table
                        + "', '"
                        + column
                        + "'), (SELECT COALESCE(max("
                        + column
                        + "), 0) + 1 FROM "
                        + table
                        + "), false)");
    }
}
