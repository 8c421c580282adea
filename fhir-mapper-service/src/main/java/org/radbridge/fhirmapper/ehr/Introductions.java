package org.radbridge.fhirmapper.ehr;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.DelayedFailure;

/**
 * Which patients, devices and endpoints a server was told of. Two results of one patient that come
 * at the same time, perhaps in two processes, could each find the patient missing there and make
 * it: so one of them tells the server of the patient first, under a claim, while the other waits.
 */
@ApplicationScoped
class Introductions {
    /** Longer than a request may take; a claim of a process that died ends by itself. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private static final Duration WAIT = Duration.ofMillis(300);

    private static final String UNKNOWN =
            """
            SELECT named.key FROM unnest(string_to_array(CAST(?2 AS text), ',')) AS named(key)
            WHERE NOT EXISTS (
                SELECT 1 FROM ehr_introduction i
                WHERE i.destination = CAST(?1 AS text) AND i.resource = named.key AND i.done)
            ORDER BY named.key
            """;

    private static final String CLAIM_ALL =
            """
            INSERT INTO ehr_introduction AS i (destination, resource, claim, claimed_until)
            SELECT CAST(?1 AS text), named.key, CAST(?3 AS uuid),
                clock_timestamp() + make_interval(secs => CAST(?4 AS double precision))
            FROM unnest(string_to_array(CAST(?2 AS text), ',')) AS named(key)
            ORDER BY named.key
            ON CONFLICT (destination, resource) DO UPDATE
            SET claim = excluded.claim, claimed_until = excluded.claimed_until
            WHERE NOT i.done AND i.claimed_until < clock_timestamp()
            """;

    private static final String DONE =
            "UPDATE ehr_introduction SET done = TRUE WHERE claim = CAST(?1 AS uuid)";

    private static final String RELEASE =
            "DELETE FROM ehr_introduction WHERE claim = CAST(?1 AS uuid) AND NOT done";

    private static final String FORGET =
            """
            DELETE FROM ehr_introduction
            WHERE destination = CAST(?1 AS text)
                AND resource = ANY(string_to_array(CAST(?2 AS text), ','))
            """;

    private final Database database;

    Introductions(Database database) {
        this.database = database;
    }

    /**
     * Makes sure that a server was told of resources. Fails with {@link EhrFailure#WAITING} while
     * another tells it of one of them.
     *
     * @param keys {@code Type/id} of each
     * @param introduce tells the server of those that are new
     */
    Uni<Void> ensure(
            String destination, List<String> keys, Function<Set<String>, Uni<Void>> introduce) {
        UUID claim = UUID.randomUUID();
        return database.inTransaction(session -> claim(session, destination, keys, claim))
                .chain(unknown ->
                        unknown.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : introduce
                                        .apply(unknown)
                                        .onFailure()
                                        .call(() -> change(RELEASE, claim))
                                        .chain(() -> change(DONE, claim)));
    }

    /** Has a server told anew: it may have lost them. */
    Uni<Void> forget(Mutiny.Session session, String destination, List<String> keys) {
        return session.createNativeQuery(FORGET)
                .setParameter(1, destination)
                .setParameter(2, String.join(",", keys))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Set<String>> claim(
            Mutiny.Session session, String destination, List<String> keys, UUID claim) {
        return session.createNativeQuery(UNKNOWN, String.class)
                .setParameter(1, destination)
                .setParameter(2, String.join(",", keys))
                .getResultList()
                .chain(unknown ->
                        unknown.isEmpty()
                                ? Uni.createFrom().item(Set.<String>of())
                                : claimAll(session, destination, unknown, claim));
    }

    private static Uni<Set<String>> claimAll(
            Mutiny.Session session, String destination, List<String> unknown, UUID claim) {
        return session.createNativeQuery(CLAIM_ALL)
                .setParameter(1, destination)
                .setParameter(2, String.join(",", unknown))
                .setParameter(3, claim.toString())
                .setParameter(4, CLAIM.toSeconds())
                .executeUpdate()
                .map(claimed -> {
                    if (claimed < unknown.size()) {
                        // Rolls back: what was claimed is free again.
                        throw new DelayedFailure(
                                EhrFailure.WAITING, "one of them is claimed", WAIT);
                    }
                    return Set.copyOf(unknown);
                });
    }

    private Uni<Void> change(String sql, UUID claim) {
        return database.inTransaction(session ->
                session.createNativeQuery(sql)
                        .setParameter(1, claim.toString())
                        .executeUpdate()
                        .replaceWithVoid());
    }
}
