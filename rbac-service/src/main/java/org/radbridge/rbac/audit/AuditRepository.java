package org.radbridge.rbac.audit;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.kit.access.AccessDecision.Granted;

/** Keeps audit records in their chain. Writers wait for one another: a chain has one end. */
@ApplicationScoped
public class AuditRepository {
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtext('radbridge.audit-chain'))";
    private static final String END =
            "SELECT sequence, hash FROM audit_event ORDER BY sequence DESC LIMIT 1";
    private static final String INSERT =
            "INSERT INTO audit_event (sequence, previous_hash, hash, "
                    + AuditRow.COLUMNS
                    + """
                    ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, CAST(?9 AS text), ?10,
                        CAST(?11 AS text), CAST(?12 AS text), CAST(?13 AS text), CAST(?14 AS text),
                        ?15, CAST(?16 AS text), ?17)
                    """;
    private static final String KNOWN = "SELECT count(*) FROM audit_event WHERE id = ?1";
    private static final String CHAIN =
            "SELECT sequence, previous_hash, hash, "
                    + AuditRow.COLUMNS
                    + " FROM audit_event WHERE sequence > ?1 ORDER BY sequence LIMIT 1000";

    private final FhirContext fhir = FhirContext.forR4Cached();

    /** A stored record: its place in the chain, and its document or what may be shown of it. */
    record Stored(long sequence, String document) {}

    /**
     * What a check of the whole chain found. Whoever notes sequence and head elsewhere can tell
     * later whether records were removed from the chain's end.
     *
     * @param intact whether every record follows from the one before it
     * @param records how many do
     * @param firstBroken the first that does not; 0 when all do
     * @param head the hash of the last record that does, in hexadecimal
     */
    public record Verdict(boolean intact, long records, long firstBroken, String head) {}

    private record Link(long sequence, byte[] hash) {}

    /** HAPI reads its model at the first use, which takes too long for an event loop. */
    void warmUp(@Observes StartupEvent event) {
        Infrastructure.getDefaultWorkerPool()
                .execute(() -> fhir.newJsonParser().encodeResourceToString(new AuditEvent()));
    }

    /** Adds a record at the chain's end, unless it is there already. */
    Uni<Void> append(Mutiny.Session session, AuditRecorded entry) {
        AuditEvent event = AuditEventMapping.auditEvent(entry);
        AuditRow row =
                AuditRow.of(entry, event, fhir.newJsonParser().encodeResourceToString(event));
        return session.createNativeQuery(LOCK, Object.class)
                .getSingleResult()
                .chain(() -> isKnown(session, row.id()))
                .chain(known ->
                        known
                                ? Uni.createFrom().voidItem()
                                : end(session).chain(end -> insert(session, row, end)));
    }

    private static Uni<Boolean> isKnown(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(KNOWN, Long.class)
                .setParameter(1, id)
                .getSingleResult()
                .map(count -> count > 0);
    }

    private static Uni<Link> end(Mutiny.Session session) {
        return session.createNativeQuery(END, Object[].class)
                .getSingleResultOrNull()
                .map(row ->
                        row == null
                                ? new Link(0, HashChain.beginning())
                                : new Link((Long) row[0], (byte[]) row[1]));
    }

    private static Uni<Void> insert(Mutiny.Session session, AuditRow row, Link end) {
        long sequence = end.sequence() + 1;
        return session.createNativeQuery(INSERT)
                .setParameter(1, sequence)
                .setParameter(2, end.hash())
                .setParameter(3, HashChain.link(end.hash(), sequence, row.canonical()))
                .setParameter(4, row.id())
                .setParameter(5, row.recorded().atOffset(ZoneOffset.UTC))
                .setParameter(6, row.service())
                .setParameter(7, row.action())
                .setParameter(8, row.outcome())
                .setParameter(9, row.userId())
                .setParameter(10, row.userName())
                .setParameter(11, row.patientKey())
                .setParameter(12, row.patientSystem())
                .setParameter(13, row.patientValue())
                .setParameter(14, row.studyUid())
                .setParameter(15, row.resource())
                .setParameter(16, row.resourceId())
                .setParameter(17, row.document())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Records that match, newest first, with only the elements that the caller may see. */
    Uni<List<Stored>> search(Mutiny.Session session, AuditSearch search, Granted granted) {
        return run(session, AuditSearchSql.of(search, granted));
    }

    /** One record, with only the elements that the caller may see. */
    Uni<Optional<Stored>> read(Mutiny.Session session, UUID id, Granted granted) {
        return run(session, AuditSearchSql.byId(id, granted))
                .map(rows -> rows.stream().findFirst());
    }

    private static Uni<List<Stored>> run(Mutiny.Session session, AuditSearchSql sql) {
        var query = session.createNativeQuery(sql.text(), Object[].class);
        for (int i = 0; i < sql.parameters().size(); i++) {
            query = query.setParameter(i + 1, sql.parameters().get(i));
        }
        return query.getResultList()
                .map(rows ->
                        rows.stream().map(r -> new Stored((Long) r[0], (String) r[1])).toList());
    }

    /** Walks the chain from its beginning, a thousand records at a time. */
    Uni<Verdict> verify(Mutiny.Session session) {
        return verify(session, new Link(0, HashChain.beginning()));
    }

    private Uni<Verdict> verify(Mutiny.Session session, Link from) {
        return session.createNativeQuery(CHAIN, Object[].class)
                .setParameter(1, from.sequence())
                .getResultList()
                .chain(rows -> {
                    Link end = from;
                    for (Object[] row : rows) {
                        Link next = follow(end, row);
                        if (next == null) {
                            return verdict(end, (Long) row[0]);
                        }
                        end = next;
                    }
                    return rows.isEmpty() ? verdict(end, 0) : verify(session, end);
                });
    }

    private static @Nullable Link follow(Link end, Object[] row) {
        long sequence = (Long) row[0];
        byte[] expected =
                HashChain.link(end.hash(), end.sequence() + 1, AuditRow.read(row, 3).canonical());
        boolean follows =
                sequence == end.sequence() + 1
                        && Arrays.equals((byte[]) row[1], end.hash())
                        && Arrays.equals((byte[]) row[2], expected);
        return follows ? new Link(sequence, expected) : null;
    }

    private static Uni<Verdict> verdict(Link end, long firstBroken) {
        return Uni.createFrom()
                .item(
                        new Verdict(
                                firstBroken == 0,
                                end.sequence(),
                                firstBroken,
                                HexFormat.of().formatHex(end.hash())));
    }
}
