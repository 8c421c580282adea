package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.search.SearchParameters;

/**
 * Resources whose index entries an earlier edition of the search parameters wrote. Binaries have
 * none.
 */
@ApplicationScoped
public class OutdatedResources {
    private static final String NEXT =
            """
            SELECT pk, type, version, CAST(body AS text) AS json FROM fhir_resource
            WHERE pk >= ?1 AND indexed < ?2 AND type <> 'Binary' ORDER BY pk LIMIT ?3
            """;
    private static final String FIRST =
            """
            SELECT pk FROM fhir_resource
            WHERE pk > ?1 AND indexed < ?2 AND type <> 'Binary' ORDER BY pk LIMIT 1
            """;

    /** What was changed meanwhile has its entries already. */
    private static final String WRITE =
            """
            WITH incoming AS MATERIALIZED (
                SELECT i.*
                FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS i(
                    type text, id text, version integer, indexed integer,
            """
                    + IndexSql.COLUMNS
                    + """
                        )
                    ), written AS (
                        UPDATE fhir_resource r SET indexed = i.indexed FROM incoming i
                        WHERE r.type = i.type AND r.id = i.id AND r.version = i.version
                            AND r.indexed < i.indexed
                        RETURNING r.pk, r.type, r.id, 2 AS version
                    """
                    + IndexSql.REPLACE
                    + """
                    )
                    SELECT count(*) AS written FROM written
                    """;

    /**
     * A resource to be indexed.
     *
     * @param key its row
     * @param json its JSON, whole
     */
    public record Outdated(long key, String type, int version, String json) {}

    /** The next of them, in the order of their rows. */
    public Uni<List<Outdated>> next(Mutiny.Session session, long from, int most) {
        return session.createNativeQuery(NEXT, Object[].class)
                .setParameter(1, from)
                .setParameter(2, SearchParameters.EDITION)
                .setParameter(3, most)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Outdated(
                                                ((Number) row[0]).longValue(),
                                                (String) row[1],
                                                ((Number) row[2]).intValue(),
                                                (String) row[3]))
                                .toList());
    }

    /** The first row after another; empty when none is left. */
    public Uni<Optional<Long>> first(Mutiny.Session session, long after) {
        return session.createNativeQuery(FIRST, Long.class)
                .setParameter(1, after)
                .setParameter(2, SearchParameters.EDITION)
                .getResultList()
                .map(rows -> rows.stream().findFirst());
    }

    /** Writes their entries. */
    public Uni<Void> write(Mutiny.Session session, IndexRows rows) {
        return session.createNativeQuery(WRITE, Long.class)
                .setParameter(1, rows.json())
                .getSingleResult()
                .replaceWithVoid();
    }
}
