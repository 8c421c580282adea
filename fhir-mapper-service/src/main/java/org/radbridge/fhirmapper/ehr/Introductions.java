package org.radbridge.fhirmapper.ehr;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.DelayedFailure;

/**
 * Which patients, devices and endpoints a server was told of. Two results of one patient that come
 * at the same time, perhaps in two processes, could each find the patient missing there and make
 * it: so one of them tells the server of the patient first, under a claim, while the other waits.
 * What a server was told counts for a while only, and not beyond an outage: it may come back empty,
 * or as it was the day before.
 */
@ApplicationScoped
class Introductions {
    /** Longer than a request may take; a claim of a process that died ends by itself. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private static final Duration WAIT = Duration.ofMillis(300);

    /** Telling a server once more costs it one small transaction. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 20_000;

    private static final String CLAIM_ALL =
            """
            INSERT INTO ehr_introduction AS i (destination, resource, claim, claimed_until)
            SELECT CAST(?1 AS text), named.key, CAST(?3 AS uuid),
                clock_timestamp() + make_interval(secs => CAST(?4 AS double precision))
            FROM unnest(string_to_array(CAST(?2 AS text), ',')) AS named(key)
            ORDER BY named.key
            ON CONFLICT (destination, resource) DO UPDATE
            SET claim = excluded.claim, claimed_until = excluded.claimed_until
            WHERE i.claimed_until < clock_timestamp()
            """;

    private static final String RELEASE =
            "DELETE FROM ehr_introduction WHERE claim = CAST(?1 AS uuid)";

    private final Database database;
    private final Map<String, Cache<String, Boolean>> told = new ConcurrentHashMap<>();

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
            String destination,
            Collection<String> keys,
            Function<Set<String>, Uni<Void>> introduce) {
        Cache<String, Boolean> known = told(destination);
        Set<String> unknown =
                keys.stream()
                        .filter(key -> known.getIfPresent(key) == null)
                        .collect(Collectors.toUnmodifiableSet());
        if (unknown.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID claim = UUID.randomUUID();
        return database.inTransaction(session -> claim(session, destination, unknown, claim))
                .chain(() ->
                        introduce
                                .apply(unknown)
                                .onFailure()
                                .call(() -> release(claim))
                                .invoke(() -> unknown.forEach(key -> known.put(key, true)))
                                .chain(() -> release(claim)));
    }

    /** Has a server told anew of everything: it may have lost it. */
    void forget(String destination) {
        told(destination).invalidateAll();
    }

    private Cache<String, Boolean> told(String destination) {
        return told.computeIfAbsent(
                destination,
                _ ->
                        Caffeine.newBuilder()
                                .maximumSize(MOST_REMEMBERED)
                                .expireAfterWrite(REMEMBERED)
                                .build());
    }

    private static Uni<Void> claim(
            Mutiny.Session session, String destination, Set<String> keys, UUID claim) {
        return session.createNativeQuery(CLAIM_ALL)
                .setParameter(1, destination)
                .setParameter(2, String.join(",", keys))
                .setParameter(3, claim.toString())
                .setParameter(4, CLAIM.toSeconds())
                .executeUpdate()
                .invoke(claimed -> {
                    if (claimed < keys.size()) {
                        // Rolls back: what was claimed is free again.
                        throw new DelayedFailure(
                                EhrFailure.WAITING, "one of them is claimed", WAIT);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> release(UUID claim) {
        return database.inTransaction(session ->
                session.createNativeQuery(RELEASE)
                        .setParameter(1, claim.toString())
                        .executeUpdate()
                        .replaceWithVoid());
    }
}
