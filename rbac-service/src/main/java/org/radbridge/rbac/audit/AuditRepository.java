package org.radbridge.rbac.audit;

import ca.uhn.fhir.context.FhirContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.AuditEvent;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.PatientIdentifier;

/** Keeps audit records in their chain. Writers wait for one another: a chain has one end. */
@ApplicationScoped
public class AuditRepository {
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtext('radbridge.audit-chain'))";
    private static final String END =
            "SELECT sequence, hash FROM audit_event ORDER BY sequence DESC LIMIT 1";
    private static final String INSERT =
            """
            INSERT INTO audit_event (sequence, id, recorded, service, action, outcome, user_name,
                patient_system, patient_value, study_uid, resource, document, previous_hash, hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
                NULLIF(?8, ''), NULLIF(?9, ''), NULLIF(?10, ''), ?11, ?12, ?13, ?14)
            ON CONFLICT (id) DO NOTHING
            """;
    private static final String CHAIN =
            """
            SELECT sequence, document, previous_hash, hash FROM audit_event
            WHERE sequence > ?1 ORDER BY sequence LIMIT 1000
            """;

    private final FhirContext fhir = FhirContext.forR4Cached();

    /** A stored record: its place in the chain, and its document or what may be shown of it. */
    record Stored(long sequence, String document) {}

    /** What a check of the whole chain found. */
    public record Verdict(boolean intact, long records, long firstBroken) {}

    private record Link(long sequence, byte[] hash) {}

    /** Adds a record at the chain's end. */
    Uni<Void> append(Mutiny.Session session, AuditRecorded entry) {
        return session.createNativeQuery(LOCK, Object.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(END, Object[].class).getSingleResultOrNull())
                .map(row ->
                        row == null
                                ? new Link(0, HashChain.beginning())
                                : new Link((Long) row[0], (byte[]) row[1]))
                .chain(end -> insert(session, entry, end));
    }

    private Uni<Void> insert(Mutiny.Session session, AuditRecorded entry, Link end) {
        AuditEvent event = AuditEventMapping.auditEvent(entry);
        String document = fhir.newJsonParser().encodeResourceToString(event);
        long sequence = end.sequence() + 1;
        PatientIdentifier patient = entry.patient();
        return session.createNativeQuery(INSERT)
                .setParameter(1, sequence)
                .setParameter(2, UUID.fromString(entry.auditId()))
                .setParameter(3, entry.at().atOffset(ZoneOffset.UTC))
                .setParameter(4, entry.service())
                .setParameter(5, event.getAction().toCode())
                .setParameter(6, event.getOutcome().toCode())
                .setParameter(7, entry.userName())
                .setParameter(8, patient == null ? "" : IdentifierSystem.of(patient.issuer()))
                .setParameter(9, patient == null ? "" : patient.value())
                .setParameter(10, Optional.ofNullable(entry.studyInstanceUid()).orElse(""))
                .setParameter(11, entry.resource())
                .setParameter(12, document)
                .setParameter(13, end.hash())
                .setParameter(14, HashChain.link(end.hash(), sequence, document))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Records that match, newest first, with only the elements that the caller may see. */
    Uni<List<Stored>> search(
            Mutiny.Session session, AuditSearch search, Set<String> elements, boolean all) {
        AuditSearchSql sql = AuditSearchSql.of(search, elements, all);
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
                        long sequence = (Long) row[0];
                        byte[] expected =
                                HashChain.link(end.hash(), end.sequence() + 1, (String) row[1]);
                        boolean follows =
                                sequence == end.sequence() + 1
                                        && Arrays.equals((byte[]) row[2], end.hash())
                                        && Arrays.equals((byte[]) row[3], expected);
                        if (!follows) {
                            return Uni.createFrom()
                                    .item(new Verdict(false, end.sequence(), sequence));
                        }
                        end = new Link(sequence, expected);
                    }
                    return rows.isEmpty()
                            ? Uni.createFrom().item(new Verdict(true, end.sequence(), 0))
                            : verify(session, end);
                });
    }
}
