package org.radbridge.fhirmapper.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.bulk.BulkExport.File;
import org.radbridge.kit.failure.RadbridgeException;

/** The exports that are kept. Expired ones go when another is asked for. */
@ApplicationScoped
public class BulkExports {
    /** How long an export can be fetched. */
    static final Duration LIFE = Duration.ofHours(24);

    private static final int MOST_PER_OWNER = 20;

    private static final String EXPIRE = "DELETE FROM bulk_export WHERE expires_at < now()";
    private static final String COUNT =
            "SELECT count(*) FROM bulk_export WHERE owner = CAST(?1 AS text)";
    private static final String ADD =
            """
            INSERT INTO bulk_export (id, owner, request, types, patients, patients_only, since,
                transaction_time, expires_at)
            VALUES (CAST(?1 AS uuid), CAST(?2 AS text), CAST(?3 AS text),
                CAST(CAST(?4 AS text) AS jsonb), CAST(CAST(?5 AS text) AS jsonb),
                CAST(?6 AS boolean), CAST(?7 AS timestamptz), CAST(?8 AS timestamptz),
                CAST(?9 AS timestamptz))
            """;
    private static final String FIND =
            """
            SELECT CAST(id AS text) AS id, owner, request, CAST(types AS text) AS types,
                CAST(patients AS text) AS patients, patients_only,
                CAST(extract(epoch FROM since) * 1000 AS bigint) AS since,
                CAST(extract(epoch FROM transaction_time) * 1000 AS bigint) AS transaction_time,
                CAST(files AS text) AS files
            FROM bulk_export
            WHERE id = CAST(?1 AS uuid) AND expires_at >= now()
            """;

    /** Whether everything that was being written when the export was asked for has ended. */
    private static final String SETTLED =
            """
            SELECT horizon <= pg_snapshot_xmin(pg_current_snapshot()) FROM bulk_export
            WHERE id = CAST(?1 AS uuid)
            """;

    private static final String FINISH =
            "UPDATE bulk_export SET files = CAST(CAST(?2 AS text) AS jsonb)"
                    + " WHERE id = CAST(?1 AS uuid)";
    private static final String REMOVE =
            "DELETE FROM bulk_export WHERE id = CAST(?1 AS uuid) AND owner = CAST(?2 AS text)";

    /** Keeps an export that was asked for. Fails with {@link BulkFailure#TOO_MANY}. */
    Uni<Void> add(Mutiny.Session session, BulkExport export) {
        return session.createNativeQuery(EXPIRE)
                .executeUpdate()
                .chain(() ->
                        session.createNativeQuery(COUNT, Long.class)
                                .setParameter(1, export.owner())
                                .getSingleResult())
                .invoke(kept -> {
                    if (kept >= MOST_PER_OWNER) {
                        throw new RadbridgeException(
                                BulkFailure.TOO_MANY, "cancel one of the " + kept + " first");
                    }
                })
                .chain(() ->
                        session.createNativeQuery(ADD)
                                .setParameter(1, export.id().toString())
                                .setParameter(2, export.owner())
                                .setParameter(3, export.request())
                                .setParameter(4, json(export.types()))
                                .setParameter(
                                        5,
                                        export.patients() == null ? null : json(export.patients()))
                                .setParameter(6, export.patientsOnly())
                                .setParameter(
                                        7,
                                        export.since() == null
                                                ? null
                                                : export.since().atOffset(ZoneOffset.UTC))
                                .setParameter(8, export.transactionTime().atOffset(ZoneOffset.UTC))
                                .setParameter(9, Instant.now().plus(LIFE).atOffset(ZoneOffset.UTC))
                                .executeUpdate())
                .replaceWithVoid();
    }

    /** An export that has not expired. */
    public Uni<Optional<BulkExport>> find(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, id.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(BulkExports::export));
    }

    /** Whether the record of the export's instant can be read whole. */
    Uni<Boolean> settled(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(SETTLED, Boolean.class)
                .setParameter(1, id.toString())
                .getResultList()
                .map(rows -> rows.stream().findFirst().orElse(true));
    }

    /** Notes what was counted. */
    Uni<Void> finish(Mutiny.Session session, UUID id, List<File> files) {
        return session.createNativeQuery(FINISH)
                .setParameter(1, id.toString())
                .setParameter(2, json(files))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Forgets an export; false when the owner has none of this id. */
    public Uni<Boolean> remove(Mutiny.Session session, UUID id, String owner) {
        return session.createNativeQuery(REMOVE)
                .setParameter(1, id.toString())
                .setParameter(2, owner)
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    private static BulkExport export(Object[] row) {
        return new BulkExport(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (String) row[2],
                List.of(read((String) row[3], String[].class)),
                row[4] == null ? null : List.of(read((String) row[4], String[].class)),
                (Boolean) row[5],
                instant(row[6]),
                Instant.ofEpochMilli(((Number) row[7]).longValue()),
                Optional.ofNullable((String) row[8]).map(f -> List.of(read(f, File[].class))));
    }

    private static @Nullable Instant instant(@Nullable Object millis) {
        return millis == null ? null : Instant.ofEpochMilli(((Number) millis).longValue());
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored export cannot be read", e);
        }
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of plain values has no JSON form", e);
        }
    }
}
