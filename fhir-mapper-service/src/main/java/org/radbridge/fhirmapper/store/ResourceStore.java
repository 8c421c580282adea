package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.PatientIdentifier;

/**
 * Writes resources: current version, history and search index in one statement. Versions go on
 * counting where those of a deleted resource ended.
 */
@ApplicationScoped
public class ResourceStore {

    /**
     * The rows are locked in one order, whoever writes them. What is there already with the same
     * content is left out before anything is locked, so that studies do not queue behind one
     * another at the devices that they share. That is asked resource by resource: a plan made while
     * the table was small would go through all of it.
     */
    private static final String WRITE =
            """
            WITH incoming AS MATERIALIZED (
                SELECT i.*, CASE WHEN i.made_up THEN 1 ELSE COALESCE(
                        (SELECT max(h.version) FROM fhir_history h
                            WHERE h.type = i.type AND h.id = i.id), 0) + 1 END AS first_version
                FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS i(
                    type text, id text, ordinal integer, signed boolean, primary_finding boolean,
                    urgency_rank smallint, patient text, study_instance_uid text,
                    content_hash text, body jsonb, indexed integer, made_up boolean,
            """
                    + IndexSql.COLUMNS
                    + """
                        )
                        WHERE i.made_up OR (
                            SELECT c.content_hash = i.content_hash OR c.ordinal > i.ordinal
                            FROM fhir_resource c
                            WHERE c.type = i.type AND c.id = i.id) IS NOT TRUE
                    ), written AS (
                        INSERT INTO fhir_resource AS r (
                            type, id, version, ordinal, last_updated, signed, primary_finding,
                            urgency_rank, patient, study_instance_uid, content_hash, indexed, body)
                        SELECT type, id, first_version, ordinal, CAST(?2 AS timestamptz), signed,
                            primary_finding, urgency_rank, patient, study_instance_uid, content_hash,
                            indexed, fhir_stamp(body, first_version, CAST(?2 AS timestamptz))
                        FROM incoming
                        ORDER BY type, id
                        ON CONFLICT (type, id) DO UPDATE SET
                            version = r.version + 1, ordinal = excluded.ordinal,
                            last_updated = excluded.last_updated, signed = excluded.signed,
                            primary_finding = excluded.primary_finding,
                            urgency_rank = excluded.urgency_rank, patient = excluded.patient,
                            study_instance_uid = excluded.study_instance_uid,
                            content_hash = excluded.content_hash, indexed = excluded.indexed,
                            body = fhir_stamp(excluded.body, r.version + 1, excluded.last_updated)
                        WHERE r.content_hash <> excluded.content_hash AND r.ordinal <= excluded.ordinal
                        RETURNING pk, type, id, version, last_updated, signed, primary_finding, patient,
                            study_instance_uid, body
                    ), archived AS (
                        INSERT INTO fhir_history (type, id, version, last_updated, signed, primary_finding,
                            patient, study_instance_uid, body)
                        SELECT type, id, version, last_updated, signed, primary_finding, patient,
                            study_instance_uid, body
                        FROM written
                    """
                    + IndexSql.REPLACE
                    + """
                    )
                    SELECT type, id, version FROM written
                    """;

    private static final String DELETE =
            """
            WITH removed AS (
                DELETE FROM fhir_resource r
                USING jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS i(type text, id text)
                WHERE r.type = i.type AND r.id = i.id
                RETURNING r.pk, r.type, r.id, r.version + 1 AS version, r.signed,
                    r.primary_finding, r.patient, r.study_instance_uid
            ), archived AS (
                INSERT INTO fhir_history (type, id, version, last_updated, signed, primary_finding,
                    patient, study_instance_uid, body, deleted)
                SELECT type, id, version, CAST(?2 AS timestamptz), signed, primary_finding,
                    patient, study_instance_uid,
                    fhir_stamp(jsonb_build_object('resourceType', type, 'id', id), version,
                        CAST(?2 AS timestamptz)),
                    true
                FROM removed
            """
                    + IndexSql.REMOVE
                    + """
                    )
                    SELECT type, id, version FROM removed
                    """;

    private static final String IDENTITY =
            """
            INSERT INTO fhir_patient_identity (patient, issuer, value)
            VALUES (CAST(?1 AS text), CAST(?2 AS text), CAST(?3 AS text))
            ON CONFLICT (patient) DO NOTHING
            """;

    /** A version that was written. */
    public record Written(String type, String id, int version) {}

    /**
     * Writes resources in the session's transaction. A resource whose content is there already, or
     * that was mapped from an older fact than what is there, is passed over.
     *
     * @return the new versions
     */
    public Uni<List<Written>> write(Mutiny.Session session, ResourceRows rows, Instant now) {
        return versions(session, WRITE, rows.json(), now);
    }

    /**
     * Deletes resources in the session's transaction. A version that says so ends their history.
     *
     * @return the versions that say so; none of a resource that was not there
     */
    public Uni<List<Written>> delete(
            Mutiny.Session session, List<ResourceKey> resources, Instant now) {
        return versions(session, DELETE, ResourceKey.json(resources), now);
    }

    private static Uni<List<Written>> versions(
            Mutiny.Session session, String statement, String json, Instant now) {
        return session.createNativeQuery(statement, Object[].class)
                .setParameter(1, json)
                .setParameter(2, now.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC))
                .getResultList()
                .map(found ->
                        found.stream()
                                .map(row ->
                                        new Written(
                                                (String) row[0],
                                                (String) row[1],
                                                ((Number) row[2]).intValue()))
                                .toList());
    }

    /** Notes the identifier behind a Patient's id. */
    public Uni<Void> identify(Mutiny.Session session, PatientIdentifier patient) {
        return session.createNativeQuery(IDENTITY)
                .setParameter(1, patient.key())
                .setParameter(2, patient.issuer())
                .setParameter(3, patient.value())
                .executeUpdate()
                .replaceWithVoid();
    }
}
