package org.radbridge.ingest.mpps;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.evidence.EvidenceState;

/** The kept steps. All statements run in the caller's transaction. */
final class PerformedProcedureSteps {
    private static final String ADD =
            """
            INSERT INTO performed_procedure_step (sop_instance_uid, state, reported_by, attributes)
            VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (sop_instance_uid) DO NOTHING
            """;
    private static final String LOCK =
            "SELECT state, attributes FROM performed_procedure_step WHERE sop_instance_uid = ?1 FOR UPDATE";
    private static final String ATTRIBUTES =
            "SELECT attributes FROM performed_procedure_step WHERE sop_instance_uid = ?1";
    private static final String SET =
            """
            UPDATE performed_procedure_step SET state = ?2, attributes = ?3, changed_at = clock_timestamp()
            WHERE sop_instance_uid = ?1
            """;

    private final Mutiny.Session session;

    PerformedProcedureSteps(Mutiny.Session session) {
        this.session = session;
    }

    /** A kept step and its state. */
    record Kept(EvidenceState state, PerformedProcedureStep step) {}

    /** Adds a step; false when there is one of this UID. */
    Uni<Boolean> add(PerformedProcedureStep step, EvidenceState state, String reportedBy) {
        return session.createNativeQuery(ADD)
                .setParameter(1, step.sopInstanceUid())
                .setParameter(2, state.name())
                .setParameter(3, reportedBy)
                .setParameter(4, DicomJson.write(step.attributes()))
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** A step that nobody else changes meanwhile. */
    Uni<Optional<Kept>> lock(String sopInstanceUid) {
        return session.createNativeQuery(LOCK, Object[].class)
                .setParameter(1, sopInstanceUid)
                .getResultList()
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row ->
                                        new Kept(
                                                EvidenceState.valueOf(row[0].toString()),
                                                new PerformedProcedureStep(
                                                        sopInstanceUid, read(row[1].toString())))));
    }

    /** The attributes of a step as it is now. */
    Uni<Optional<DataSet>> attributes(String sopInstanceUid) {
        return session.createNativeQuery(ATTRIBUTES, Object.class)
                .setParameter(1, sopInstanceUid)
                .getResultList()
                .map(rows -> rows.stream().findFirst().map(json -> read(json.toString())));
    }

    Uni<Void> set(PerformedProcedureStep step, EvidenceState state) {
        return session.createNativeQuery(SET)
                .setParameter(1, step.sopInstanceUid())
                .setParameter(2, state.name())
                .setParameter(3, DicomJson.write(step.attributes()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static DataSet read(String json) {
        return DicomJson.read(json);
    }
}
