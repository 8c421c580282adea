package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds follow-ups of registry cases whose time is over, as far as a scope lets them be seen. */
@ApplicationScoped
public class FollowUpQueries {

    /**
     * What a caller may see.
     *
     * @param followUps of ServiceRequests
     * @param studies of ImagingStudies: one that is withheld answers nothing
     */
    public record Scopes(AccessScope followUps, AccessScope studies) {}

    /**
     * Overdue follow-ups.
     *
     * @param total how many there are
     */
    public record Overdue(List<StoredResource> followUps, long total) {}

    /**
     * Follow-ups, proposed or ordered, whose latest day is past, and whose patient had no study of
     * the modality that started on the earliest day or later; the longest overdue first.
     *
     * @param today the site's
     * @param registry code of the registry; empty for all
     */
    public Uni<Overdue> overdue(
            Statements statements,
            LocalDate today,
            Optional<String> registry,
            Scopes scopes,
            int limit) {
        SqlText sql = new SqlText();
        sql.add(
                "SELECT ",
                StoredResource.COLUMNS,
                scopes.followUps().projection(sql, "r", Set.of()));
        sql.add(
                " AS json, count(*) OVER () AS total FROM registry_case c JOIN fhir_resource r"
                        + " ON r.type = 'ServiceRequest' AND r.id = c.follow_up",
                StoredResource.OWNER,
                " WHERE c.state IN ('PROPOSED', 'CONFIRMED') AND c.due_until < CAST(",
                sql.bind(today.toString()),
                " AS date)");
        registry.ifPresent(code -> sql.add(" AND c.registry = ", sql.bind(code)));
        sql.add(" AND ", scopes.followUps().condition(sql, "r"));
        sql.add(
                " AND NOT EXISTS (SELECT 1 FROM fhir_resource s"
                        + " JOIN fhir_token m ON m.resource = s.pk"
                        + " AND m.parameter = 'ImagingStudy.modality' AND m.code = c.modality"
                        + " JOIN fhir_span b ON b.resource = s.pk"
                        + " AND b.parameter = 'ImagingStudy.started'"
                        + " AND b.valid_until > CAST(c.due_from AS timestamptz)"
                        + " WHERE s.type = 'ImagingStudy' AND s.patient = r.patient AND ",
                scopes.studies().condition(sql, "s"),
                ") ORDER BY c.due_until, c.id LIMIT ",
                sql.bind(limit));
        return sql.rows(statements).map(FollowUpQueries::of);
    }

    private static Overdue of(List<Object[]> rows) {
        return new Overdue(
                rows.stream().map(StoredResource::of).toList(),
                rows.isEmpty()
                        ? 0
                        : ((Number) rows.getFirst()[StoredResource.JSON + 1]).longValue());
    }
}
