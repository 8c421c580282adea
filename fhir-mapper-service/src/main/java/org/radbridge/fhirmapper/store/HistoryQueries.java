package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads the versions of resources, deleted ones included, that a scope lets be seen. */
@ApplicationScoped
public class HistoryQueries {

    /**
     * A version.
     *
     * @param deleted whether it says that the resource is no more
     * @param place where it stands in the order of all versions
     */
    public record Version(StoredResource resource, boolean deleted, long place) {}

    /**
     * Which versions, newest first.
     *
     * @param id of one resource; null for all of the scopes' types
     * @param since written at this time or later; null for all
     * @param before written before the version at this place; null for the newest
     * @param limit how many at most
     */
    public record Span(
            @Nullable String id, @Nullable Instant since, @Nullable Long before, int limit) {}

    /** One version; empty when there is none that the caller may see. */
    public Uni<Optional<Version>> version(
            Mutiny.Session session, String type, String id, int version, AccessScope scope) {
        SqlText sql = new SqlText();
        select(sql, type, scope);
        sql.add(" AND r.id = ", sql.bind(id), " AND r.version = ", sql.bind(version));
        return sql.rows(session).map(rows -> rows.stream().findFirst().map(HistoryQueries::of));
    }

    /** The last version, which may say that the resource is no more. */
    public Uni<Optional<Version>> last(
            Mutiny.Session session, String type, String id, AccessScope scope) {
        return versions(session, Map.of(type, scope), new Span(id, null, null, 1))
                .map(versions -> versions.stream().findFirst());
    }

    /** Versions of the resources of some types, newest first. */
    public Uni<List<Version>> versions(
            Mutiny.Session session, Map<String, AccessScope> scopes, Span span) {
        SqlText sql = new SqlText().add("SELECT v.* FROM (");
        String separator = "";
        for (var scope : new TreeMap<>(scopes).entrySet()) {
            sql.add(separator, "(");
            select(sql, scope.getKey(), scope.getValue());
            restrict(sql, span);
            sql.add(" ORDER BY r.seq DESC LIMIT ", sql.bind(span.limit()), ")");
            separator = " UNION ALL ";
        }
        sql.add(") v ORDER BY place DESC LIMIT ", sql.bind(span.limit()));
        return sql.rows(session).map(rows -> rows.stream().map(HistoryQueries::of).toList());
    }

    private static void select(SqlText sql, String type, AccessScope scope) {
        sql.add(
                "SELECT ",
                StoredResource.COLUMNS,
                scope.projection(sql, "r", Set.of()),
                " AS json, r.deleted AS deleted, r.seq AS place FROM fhir_history r",
                StoredResource.OWNER,
                " WHERE r.type = ",
                sql.bind(type),
                " AND ",
                scope.condition(sql, "r"));
    }

    private static void restrict(SqlText sql, Span span) {
        if (span.id() != null) {
            sql.add(" AND r.id = ", sql.bind(span.id()));
        }
        if (span.since() != null) {
            sql.add(" AND r.last_updated >= ", sql.bind(span.since()));
        }
        if (span.before() != null) {
            sql.add(" AND r.seq < CAST(", sql.bind(Long.toString(span.before())), " AS bigint)");
        }
    }

    private static Version of(Object[] row) {
        return new Version(
                StoredResource.of(row),
                (Boolean) row[StoredResource.JSON + 1],
                ((Number) row[StoredResource.JSON + 2]).longValue());
    }
}
