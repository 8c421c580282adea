package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a type as they were at an instant, from the history. Pages go by id: each costs
 * what it holds, however long the history is.
 */
@ApplicationScoped
public class VersionsAt {

    /**
     * Which resources.
     *
     * @param at the instant
     * @param since only what was changed after; null for all
     * @param patients only what belongs to these Patients; null for no such limit
     * @param patientsOnly only what belongs to a Patient
     */
    public record Selection(
            Instant at,
            @Nullable Instant since,
            @Nullable List<String> patients,
            boolean patientsOnly) {}

    /**
     * A page.
     *
     * @param json the resources' JSON, already without what is withheld
     * @param last the id that the next page comes after
     * @param more whether there may be a next page
     */
    public record Page(List<String> json, @Nullable String last, boolean more) {}

    /** A page of the resources of a type. */
    public Uni<Page> page(
            Mutiny.Session session,
            String type,
            AccessScope scope,
            Selection selection,
            @Nullable String after,
            int size) {
        SqlText sql = new SqlText();
        sql.add("SELECT r.id AS id, CASE WHEN ");
        sql.add(wanted(sql, scope, selection));
        sql.add(" THEN ", scope.projection(sql, "r", Set.of()), " END AS json FROM (");
        latest(sql, type, selection, after);
        sql.add(" LIMIT ", sql.bind(size), ") r");
        return sql.rows(session)
                .map(rows ->
                        new Page(
                                rows.stream()
                                        .map(row -> (String) row[1])
                                        .filter(json -> json != null)
                                        .toList(),
                                rows.isEmpty() ? null : (String) rows.getLast()[0],
                                rows.size() == size));
    }

    /** How many there are. */
    public Uni<Long> count(
            Mutiny.Session session, String type, AccessScope scope, Selection selection) {
        SqlText sql = new SqlText();
        sql.add("SELECT count(*) AS found, 0 AS nothing FROM (");
        latest(sql, type, selection, null);
        sql.add(") r WHERE ", wanted(sql, scope, selection));
        return sql.rows(session).map(rows -> ((Number) rows.getFirst()[0]).longValue());
    }

    private static void latest(
            SqlText sql, String type, Selection selection, @Nullable String after) {
        sql.add(
                "SELECT DISTINCT ON (h.id) h.* FROM fhir_history h WHERE h.type = ",
                sql.bind(type),
                " AND h.last_updated <= ",
                sql.bind(selection.at()));
        if (after != null) {
            sql.add(" AND h.id > ", sql.bind(after));
        }
        sql.add(" ORDER BY h.id, h.version DESC");
    }

    private static String wanted(SqlText sql, AccessScope scope, Selection selection) {
        StringBuilder condition =
                new StringBuilder("NOT r.deleted AND ").append(scope.condition(sql, "r"));
        if (selection.since() != null) {
            condition.append(" AND r.last_updated > ").append(sql.bind(selection.since()));
        }
        if (selection.patients() != null) {
            condition.append(
                    selection.patients().isEmpty()
                            ? " AND FALSE"
                            : " AND r.patient IN (" + sql.bind(selection.patients()) + ")");
        } else if (selection.patientsOnly()) {
            condition.append(" AND r.patient IS NOT NULL");
        }
        return condition.toString();
    }
}
