package org.radbridge.fhirmapper.exitpackage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.exitpackage.ExitPackage.Act;
import org.radbridge.fhirmapper.exitpackage.ExitPackage.State;

/** The packages that are on record. */
@ApplicationScoped
public class ExitPackages {
    private static final String ADD =
            """
            INSERT INTO exit_package (id, name, act, state, first_day, last_day, asked_by)
            VALUES (CAST(?1 AS uuid), CAST(?2 AS text), CAST(?3 AS text), 'RUNNING',
                CAST(?4 AS date), CAST(?5 AS date), CAST(?6 AS text))
            """;
    private static final String LIST =
            """
            SELECT CAST(id AS text) AS id, name, act, state, CAST(first_day AS text) AS first_day,
                CAST(last_day AS text) AS last_day, entries, sha256, detail,
                CAST(extract(epoch FROM asked_at) * 1000 AS bigint) AS asked_at,
                CAST(extract(epoch FROM finished_at) * 1000 AS bigint) AS finished_at
            FROM exit_package
            """;
    private static final String NEWEST = LIST + " ORDER BY asked_at DESC LIMIT 200";
    private static final String ONE = LIST + " WHERE CAST(id AS text) = CAST(?1 AS text)";
    private static final String PROGRESS =
            "UPDATE exit_package SET entries = CAST(?2 AS bigint) WHERE id = CAST(?1 AS uuid)";
    private static final String FINISH =
            """
            UPDATE exit_package
            SET state = CAST(?2 AS text), entries = CAST(?3 AS bigint), sha256 = CAST(?4 AS text),
                detail = CAST(?5 AS text), finished_at = now()
            WHERE id = CAST(?1 AS uuid)
            """;

    /** Notes that a package is to be made or restored. */
    Uni<Void> add(
            Mutiny.Session session,
            String id,
            String name,
            Act act,
            @Nullable LocalDate first,
            @Nullable LocalDate last,
            String askedBy) {
        return session.createNativeQuery(ADD)
                .setParameter(1, id)
                .setParameter(2, name)
                .setParameter(3, act.name())
                .setParameter(4, first)
                .setParameter(5, last)
                .setParameter(6, askedBy)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The newest, at most two hundred. */
    public Uni<List<ExitPackage>> list(Mutiny.Session session) {
        return session.createNativeQuery(NEWEST, Object[].class)
                .getResultList()
                .map(rows -> rows.stream().map(ExitPackages::of).toList());
    }

    public Uni<Optional<ExitPackage>> find(Mutiny.Session session, String id) {
        return session.createNativeQuery(ONE, Object[].class)
                .setParameter(1, id)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(ExitPackages::of));
    }

    Uni<Void> progress(Mutiny.Session session, String id, long entries) {
        return session.createNativeQuery(PROGRESS)
                .setParameter(1, id)
                .setParameter(2, entries)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> done(Mutiny.Session session, String id, long entries, @Nullable String sha256) {
        return finish(session, id, State.DONE, entries, sha256, null);
    }

    Uni<Void> failed(Mutiny.Session session, String id, String detail) {
        return finish(session, id, State.FAILED, 0, null, detail);
    }

    private static Uni<Void> finish(
            Mutiny.Session session,
            String id,
            State state,
            long entries,
            @Nullable String sha256,
            @Nullable String detail) {
        return session.createNativeQuery(FINISH)
                .setParameter(1, id)
                .setParameter(2, state.name())
                .setParameter(3, entries)
                .setParameter(4, sha256)
                .setParameter(5, detail)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static ExitPackage of(Object[] row) {
        return new ExitPackage(
                (String) row[0],
                (String) row[1],
                Act.valueOf((String) row[2]),
                State.valueOf((String) row[3]),
                day(row[4]),
                day(row[5]),
                ((Number) row[6]).longValue(),
                (String) row[7],
                (String) row[8],
                Instant.ofEpochMilli(((Number) row[9]).longValue()),
                row[10] == null ? null : Instant.ofEpochMilli(((Number) row[10]).longValue()));
    }

    private static @Nullable LocalDate day(@Nullable Object text) {
        return text == null ? null : LocalDate.parse((String) text);
    }
}
