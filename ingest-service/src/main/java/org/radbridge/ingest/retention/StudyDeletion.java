package org.radbridge.ingest.retention;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Deletes studies. In one transaction go all rows and with them the keys, and come the proof and
 * its audit record; the bytes, unreadable from then on, are removed after it ({@link
 * ObjectRemoval}). A crash in between leaves work, never a study of which some is left.
 */
@ApplicationScoped
public class StudyDeletion {
    private final Database database;
    private final AuditLog auditLog;
    private final ObjectRemoval removal;

    StudyDeletion(Database database, AuditLog auditLog, ObjectRemoval removal) {
        this.database = database;
        this.auditLog = auditLog;
        this.removal = removal;
    }

    /**
     * On whose behalf.
     *
     * @param cause {@code request}, or {@code rule:} and a rule's name
     * @param audit begins the audit record of one study
     */
    record Order(String cause, String reason, String by, Supplier<AuditEntry> audit) {}

    private record Found(long id, String uid, PatientIdentifier patient, long patientId) {}

    /** Deletes one study. Fails when there is none, or when it is on hold. */
    Uni<List<UUID>> study(String studyInstanceUid, Order order) {
        return delete(
                session ->
                        session.createNativeQuery(DeletionSql.LOCK_STUDY, Object[].class)
                                .setParameter(1, studyInstanceUid),
                order);
    }

    /** Deletes all studies of a patient, or none when one of them is on hold. */
    Uni<List<UUID>> patient(PatientIdentifier patient, Order order) {
        return delete(
                session ->
                        session.createNativeQuery(
                                        DeletionSql.LOCK_STUDIES_OF_PATIENT, Object[].class)
                                .setParameter(1, patient.issuer())
                                .setParameter(2, patient.value()),
                order);
    }

    private interface Selection {
        Mutiny.SelectionQuery<Object[]> in(Mutiny.Session session);
    }

    private Uni<List<UUID>> delete(Selection selection, Order order) {
        return database.inTransaction(session ->
                        selection
                                .in(session)
                                .getResultList()
                                .map(rows -> rows.stream().map(StudyDeletion::found).toList())
                                .call(studies -> requireFree(session, studies))
                                .onItem()
                                .transformToMulti(studies -> Multi.createFrom().iterable(studies))
                                .onItem()
                                .transformToUniAndConcatenate(
                                        study -> deleteOne(session, study, order))
                                .collect()
                                .asList())
                .invoke(removal::begin);
    }

    private static Found found(Object[] row) {
        return new Found(
                ((Number) row[0]).longValue(),
                row[1].toString(),
                new PatientIdentifier(row[2].toString(), row[3].toString()),
                ((Number) row[4]).longValue());
    }

    private static Uni<Void> requireFree(Mutiny.Session session, List<Found> studies) {
        if (studies.isEmpty()) {
            throw new RadbridgeException(
                    RetentionFailure.NOTHING_STORED, "no study is stored under this identifier");
        }
        String uids = studies.stream().map(Found::uid).collect(Collectors.joining(" "));
        return session.createNativeQuery(DeletionSql.ON_HOLD, Long.class)
                .setParameter(1, uids)
                .getSingleResult()
                .invoke(held -> {
                    if (held > 0) {
                        throw new RadbridgeException(
                                RetentionFailure.STUDY_ON_HOLD,
                                "nothing was deleted: release the hold first");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<UUID> deleteOne(Mutiny.Session session, Found study, Order order) {
        UUID id = UUID.randomUUID();
        return change(
                        session,
                        DeletionSql.ADD,
                        id,
                        study.uid(),
                        order.cause(),
                        order.reason(),
                        order.by())
                .chain(() -> change(session, DeletionSql.ADD_OBJECTS, id, study.id()))
                .chain(() -> change(session, DeletionSql.ADD_QUARANTINED, id, study.uid()))
                .chain(() -> sumUp(session, id))
                .call(proof -> auditLog.record(session, record(study, order, id, proof)))
                .chain(() -> deleteRows(session, study))
                .replaceWith(id);
    }

    private record Proof(long objects, String digest) {}

    private static Uni<Proof> sumUp(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(DeletionSql.SUM_UP, Object[].class)
                .setParameter(1, id.toString())
                .getSingleResult()
                .map(row -> new Proof(((Number) row[0]).longValue(), row[1].toString()));
    }

    private static AuditRecorded record(Found study, Order order, UUID id, Proof proof) {
        return order.audit()
                .get()
                .patient(study.patient())
                .study(study.uid())
                .resourceId(id.toString())
                .query(
                        "cause=%s&objects=%d&sha256=%s"
                                .formatted(order.cause(), proof.objects(), proof.digest()))
                .build();
    }

    private static Uni<Void> deleteRows(Mutiny.Session session, Found study) {
        return session.createNativeQuery(DeletionSql.COLUMNS_WITH_UID, Object[].class)
                .setParameter(1, String.join(" ", DeletionSql.NOT_BY_UID))
                .getResultList()
                .map(columns ->
                        columns.stream()
                                .map(c -> DeletionSql.deleteByUid(c[0].toString(), c[1].toString()))
                                .toList())
                .call(() -> change(session, DeletionSql.QUARANTINED, study.uid()))
                .call(() -> change(session, DeletionSql.PERFORMED_STEPS, study.uid()))
                .chain(statements -> changeAll(session, statements, study.uid()))
                .chain(() -> changeAll(session, DeletionSql.ROWS_BY_ID, study.id()))
                .chain(() ->
                        change(session, DeletionSql.PATIENT_WITHOUT_STUDIES, study.patientId()));
    }

    private static Uni<Void> changeAll(
            Mutiny.Session session, List<String> statements, Object parameter) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String statement : statements) {
            done = done.chain(() -> change(session, statement, parameter));
        }
        return done;
    }

    private static Uni<Void> change(Mutiny.Session session, String sql, Object... parameters) {
        Mutiny.MutationQuery query = session.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            query.setParameter(i + 1, value instanceof UUID uuid ? uuid.toString() : value);
        }
        return query.executeUpdate().replaceWithVoid();
    }
}
