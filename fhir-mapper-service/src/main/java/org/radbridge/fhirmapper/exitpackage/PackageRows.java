package org.radbridge.fhirmapper.exitpackage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.exitpackage.ReportDocuments.Document;

/** Reads what goes into a package, and writes it back, in pages on the session's transaction. */
final class PackageRows {
    static final int PAGE = 250;

    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
    private static final String EMPTY =
            "SELECT NOT EXISTS (SELECT 1 FROM fhir_history) AND NOT EXISTS"
                    + " (SELECT 1 FROM study_result)";

    /**
     * The current resources of a type: those that belong to no study, and those of the studies
     * whose results are of these days.
     */
    private static final String FHIR =
            """
            SELECT CAST(r.body AS text) AS json, r.id AS id FROM fhir_resource r
            WHERE r.type = CAST(?2 AS text) AND r.id > CAST(?3 AS text)
                AND (r.study_instance_uid IS NULL
                    OR CAST(?4 AS date) IS NULL
                    OR EXISTS (SELECT 1 FROM study_result s
                        WHERE s.study_instance_uid = r.study_instance_uid
                            AND s.result_day BETWEEN CAST(?4 AS date) AND CAST(?5 AS date)))
            ORDER BY r.id LIMIT ?1
            """;

    private static final String STUDIES =
            """
            SELECT s.study_instance_uid AS study, 0 AS nothing FROM study_result s
            WHERE s.study_instance_uid > CAST(?2 AS text)
                AND (CAST(?3 AS date) IS NULL
                    OR s.result_day BETWEEN CAST(?3 AS date) AND CAST(?4 AS date))
            ORDER BY s.study_instance_uid LIMIT ?1
            """;

    /** The documents of a study's report: media type, and content in base 64. */
    private static final String FORMS =
            """
            SELECT b.body ->> 'contentType' AS media_type, b.body ->> 'data' AS content
            FROM fhir_resource r
                CROSS JOIN LATERAL jsonb_array_elements(r.body -> 'presentedForm') AS f(form)
                JOIN fhir_resource b
                    ON b.type = 'Binary' AND 'Binary/' || b.id = f.form ->> 'url'
            WHERE r.type = 'DiagnosticReport' AND r.study_instance_uid = CAST(?1 AS text)
            """;

    private PackageRows() {}

    /** Everything that is read in this transaction from here on is of one instant. */
    static Uni<Void> freeze(Mutiny.Session session) {
        return session.createNativeQuery(SNAPSHOT).executeUpdate().replaceWithVoid();
    }

    static Uni<Boolean> isEmpty(Mutiny.Session session) {
        return session.createNativeQuery(EMPTY, Boolean.class).getSingleResult();
    }

    /** The rows of a table as JSON, page by page. */
    static Multi<List<String>> state(Mutiny.Session session, StateTable table) {
        AtomicReference<@Nullable List<String>> after = new AtomicReference<>();
        return pages(() -> {
            List<String> key = after.get();
            var query =
                    session.createNativeQuery(table.page(key == null), Object[].class)
                            .setParameter(1, PAGE);
            for (int i = 0; key != null && i < key.size(); i++) {
                query.setParameter(i + 2, key.get(i));
            }
            return query.getResultList()
                    .invoke(rows -> {
                        if (!rows.isEmpty()) {
                            after.set(key(rows.getLast()));
                        }
                    })
                    .map(PackageRows::first);
        });
    }

    /** The current resources of a type, page by page. */
    static Multi<List<String>> fhir(
            Mutiny.Session session,
            String type,
            @Nullable LocalDate first,
            @Nullable LocalDate last) {
        AtomicReference<String> after = new AtomicReference<>("");
        return pages(() ->
                session.createNativeQuery(FHIR, Object[].class)
                        .setParameter(1, PAGE)
                        .setParameter(2, type)
                        .setParameter(3, after.get())
                        .setParameter(4, first)
                        .setParameter(5, last)
                        .getResultList()
                        .invoke(rows -> {
                            if (!rows.isEmpty()) {
                                after.set((String) rows.getLast()[1]);
                            }
                        })
                        .map(PackageRows::first));
    }

    /** The studies whose results are of these days, page by page. */
    static Multi<List<String>> studies(
            Mutiny.Session session, @Nullable LocalDate first, @Nullable LocalDate last) {
        AtomicReference<String> after = new AtomicReference<>("");
        return pages(() ->
                session.createNativeQuery(STUDIES, Object[].class)
                        .setParameter(1, PAGE)
                        .setParameter(2, after.get())
                        .setParameter(3, first)
                        .setParameter(4, last)
                        .getResultList()
                        .map(PackageRows::first)
                        .invoke(studies -> {
                            if (!studies.isEmpty()) {
                                after.set(studies.getLast());
                            }
                        }));
    }

    /** The documents that a study's report shows. */
    static Uni<List<Document>> forms(Mutiny.Session session, String study) {
        return session.createNativeQuery(FORMS, Object[].class)
                .setParameter(1, study)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Document(
                                                name((String) row[0]),
                                                Base64.getMimeDecoder().decode((String) row[1])))
                                .toList());
    }

    private static String name(String mediaType) {
        return switch (mediaType) {
            case "application/pdf" -> "report.pdf";
            case "text/html" -> "report.html";
            default -> "report." + mediaType.replaceAll("[^a-z0-9]", "-");
        };
    }

    /** Puts rows back. */
    static Uni<Void> restore(Mutiny.Session session, StateTable table, List<String> lines) {
        return session.createNativeQuery(table.restore())
                .setParameter(1, "[" + String.join(",", lines) + "]")
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Lets the database count on from what was restored. */
    static Uni<Void> countOn(Mutiny.Session session, StateTable table) {
        return table.countOn()
                .map(sql -> session.createNativeQuery(sql, Object.class).getSingleResult())
                .orElseGet(() -> Uni.createFrom().nullItem())
                .replaceWithVoid();
    }

    private static Multi<List<String>> pages(java.util.function.Supplier<Uni<List<String>>> next) {
        return Multi.createBy()
                .repeating()
                .uni(() -> next.get())
                .whilst(page -> page.size() == PAGE);
    }

    private static List<String> first(List<Object[]> rows) {
        List<String> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add((String) row[0]));
        return values;
    }

    private static List<String> key(Object[] row) {
        List<String> key = new ArrayList<>();
        for (int i = 1; i < row.length; i++) {
            key.add((String) row[i]);
        }
        return key;
    }
}
