package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A patient's record: the Patient, all that is about them, and what that refers to and is nobody's
 * (devices, practitioners), as far as a caller may see it.
 */
@ApplicationScoped
public class RecordQueries {

    /**
     * A page of a record.
     *
     * @param next the place after which the next page starts; empty on the last page
     */
    public record RecordPage(List<StoredResource> resources, Optional<String> next) {}

    /**
     * A page: the Patient first, then in the order in which the resources came.
     *
     * @param scopes what the caller may see, by the types that are asked for
     * @param since changed at this time or later; null for all
     * @param after the place after which the page starts; null for the first
     */
    public Uni<RecordPage> page(
            Mutiny.Session session,
            String patient,
            Map<String, AccessScope> scopes,
            @Nullable Instant since,
            @Nullable String after,
            int limit) {
        if (scopes.isEmpty()) {
            return Uni.createFrom().item(new RecordPage(List.of(), Optional.empty()));
        }
        SqlText sql = new SqlText();
        Map<String, AccessScope> ordered = new TreeMap<>(scopes);
        sql.add(
                "WITH own AS MATERIALIZED (SELECT r.pk FROM fhir_resource r WHERE r.patient = ",
                sql.bind(patient),
                " AND (",
                visible(sql, ordered),
                ")), used AS MATERIALIZED (SELECT DISTINCT r.pk FROM own"
                        + " JOIN fhir_link l ON l.resource = own.pk"
                        + " JOIN fhir_resource r ON r.type = l.target_type AND r.id = l.target_id"
                        + " WHERE r.patient IS NULL AND (",
                visible(sql, ordered),
                ")), page AS (SELECT r.pk AS chosen, r.type AS chosen_type,"
                        + " to_char(CASE WHEN r.type = 'Patient' THEN 0 ELSE 1 END, 'FM0') || '.'"
                        + " || to_char(r.pk, 'FM0000000000000000000') AS place"
                        + " FROM fhir_resource r WHERE r.pk IN"
                        + " (SELECT pk FROM own UNION SELECT pk FROM used)");
        if (since != null) {
            sql.add(" AND r.last_updated >= ", sql.bind(since));
        }
        sql.add(") SELECT ", StoredResource.COLUMNS, projections(sql, ordered));
        sql.add(" AS json, p.place AS place FROM page p JOIN fhir_resource r ON r.pk = p.chosen");
        sql.add(StoredResource.OWNER);
        if (after != null) {
            sql.add(" WHERE p.place > ", sql.bind(after));
        }
        sql.add(" ORDER BY p.place LIMIT ", sql.bind(limit + 1));
        return sql.rows(session).map(rows -> page(rows, limit));
    }

    private static RecordPage page(List<Object[]> rows, int limit) {
        boolean more = rows.size() > limit;
        List<Object[]> page = more ? rows.subList(0, limit) : rows;
        return new RecordPage(
                page.stream().map(StoredResource::of).toList(),
                more
                        ? Optional.of((String) page.getLast()[StoredResource.JSON + 1])
                        : Optional.empty());
    }

    private static String visible(SqlText sql, Map<String, AccessScope> scopes) {
        return scopes.entrySet().stream()
                .map(scope ->
                        "r.type = "
                                + sql.bind(scope.getKey())
                                + " AND "
                                + scope.getValue().condition(sql, "r"))
                .collect(Collectors.joining(" OR "));
    }

    private static String projections(SqlText sql, Map<String, AccessScope> scopes) {
        return scopes.entrySet().stream()
                .map(scope ->
                        "WHEN r.type = "
                                + sql.bind(scope.getKey())
                                + " THEN "
                                + scope.getValue().projection(sql, "r", Set.of()))
                .collect(Collectors.joining(" ", "CASE ", " END"));
    }
}
