package org.radbridge.fhirmapper.store;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.PatientIdentifier;

/**
 * What writers are about to change, locked until their transaction ends. A resource that is not
 * there yet has no row to lock: names are locked, in one order whoever asks.
 */
@ApplicationScoped
public class WriteTargets {
    private static final String LOCK =
            """
            WITH names AS MATERIALIZED (
                SELECT DISTINCT hashtextextended(name, 0) AS number
                FROM jsonb_array_elements_text(CAST(CAST(?1 AS text) AS jsonb)) AS n(name)
                ORDER BY 1
            )
            SELECT count(*) FROM (SELECT pg_advisory_xact_lock(number) FROM names) AS locked
            """;

    private static final String COLUMNS =
            """
            SELECT r.type, r.id, r.version,
                CAST(extract(epoch FROM r.last_updated) * 1000 AS bigint) AS updated,
                r.signed, r.primary_finding, r.patient, r.study_instance_uid,
                o.issuer, o.value, CAST(r.body AS text) AS json,
            """;

    /**
     * Looked up one by one: a plan that was made while the tables were small would go through all
     * of them, however large they have become.
     */
    private static final String WANTED =
            """
            FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS w(type text, id text)
            CROSS JOIN LATERAL (
                SELECT * FROM %s a WHERE a.type = w.type AND a.id = w.id %s
            ) AS r
            LEFT JOIN LATERAL (
                SELECT issuer, value FROM fhir_patient_identity p
                WHERE p.patient = r.patient OFFSET 0
            ) AS o ON true
            """;

    private static final String SEEN =
            COLUMNS
                    + " r.ordinal, false AS deleted "
                    + WANTED.formatted("fhir_resource", "OFFSET 0");

    private static final String CURRENT =
            COLUMNS
                    + " r.ordinal, false AS deleted "
                    + WANTED.formatted("fhir_resource", "FOR UPDATE");

    private static final String LAST =
            COLUMNS
                    + " 0 AS ordinal, r.deleted "
                    + WANTED.formatted("fhir_history", "ORDER BY a.version DESC LIMIT 1");

    private static final String RECORD =
            """
            SELECT DISTINCT patient FROM fhir_resource
            WHERE patient = ANY (ARRAY(
                SELECT jsonb_array_elements_text(CAST(CAST(?1 AS text) AS jsonb))))
                AND type <> 'Patient'
            """;

    private static final String MERGED =
            """
            SELECT merged FROM fhir_merged(CAST(CAST(?1 AS text) AS jsonb)) AS merged
            """;

    private static final String IDENTIFIED =
            """
            SELECT patient, issuer, value FROM fhir_patient_identity
            WHERE patient = ANY (ARRAY(
                SELECT jsonb_array_elements_text(CAST(CAST(?1 AS text) AS jsonb))))
            """;

    /**
     * A resource's last version.
     *
     * @param ordinal of the fact it was mapped from
     * @param deleted whether it says that the resource is no more
     * @param owner the patient whose record it belongs to, if to anybody's
     * @param json with version
     */
    public record Present(
            ResourceKey key,
            int version,
            Instant lastUpdated,
            ResourceLabels labels,
            Optional<PatientIdentifier> owner,
            String json,
            int ordinal,
            boolean deleted) {}

    /** Locks names against everybody who locks one of them, until the transaction ends. */
    public Uni<Void> lock(Mutiny.Session session, Collection<String> names) {
        return names.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(LOCK, Object.class)
                        .setParameter(1, json(names))
                        .getSingleResult()
                        .replaceWithVoid();
    }

    /** Those of the resources that are there, locked. */
    public Uni<Map<ResourceKey, Present>> current(
            Mutiny.Session session, Collection<ResourceKey> keys) {
        return select(session, CURRENT, keys);
    }

    /** Those of the resources that are there. */
    public Uni<Map<ResourceKey, Present>> seen(
            Mutiny.Session session, Collection<ResourceKey> keys) {
        return select(session, SEEN, keys);
    }

    /** The last version of each resource that there is or was. */
    public Uni<Map<ResourceKey, Present>> last(
            Mutiny.Session session, Collection<ResourceKey> keys) {
        return select(session, LAST, keys);
    }

    /** Which of these Patients have a record: resources beside the Patient itself. */
    public Uni<List<String>> withRecord(Mutiny.Session session, Collection<String> patients) {
        return ids(session, RECORD, patients);
    }

    /**
     * Which of these Patients were merged into another; none of them is merged before the
     * transaction ends.
     */
    public Uni<List<String>> merged(Mutiny.Session session, Collection<String> patients) {
        return ids(session, MERGED, patients);
    }

    /** The identifiers that are known of these Patients, by id. */
    public Uni<Map<String, PatientIdentifier>> identities(
            Mutiny.Session session, Collection<String> patients) {
        return patients.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : session.createNativeQuery(IDENTIFIED, Object[].class)
                        .setParameter(1, json(patients))
                        .getResultList()
                        .map(rows ->
                                rows.stream()
                                        .collect(
                                                toMap(
                                                        row -> (String) row[0],
                                                        row ->
                                                                new PatientIdentifier(
                                                                        (String) row[1],
                                                                        (String) row[2]))));
    }

    private static Uni<List<String>> ids(
            Mutiny.Session session, String statement, Collection<String> patients) {
        return patients.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createNativeQuery(statement, String.class)
                        .setParameter(1, json(patients))
                        .getResultList();
    }

    private static Uni<Map<ResourceKey, Present>> select(
            Mutiny.Session session, String statement, Collection<ResourceKey> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : session.createNativeQuery(statement, Object[].class)
                        .setParameter(1, ResourceKey.json(keys))
                        .getResultList()
                        .map(rows ->
                                rows.stream()
                                        .map(WriteTargets::present)
                                        .collect(toMap(Present::key, identity())));
    }

    private static Present present(Object[] row) {
        return new Present(
                new ResourceKey((String) row[0], (String) row[1]),
                ((Number) row[2]).intValue(),
                Instant.ofEpochMilli(((Number) row[3]).longValue()),
                new ResourceLabels(
                        (Boolean) row[4], (Boolean) row[5], (String) row[6], (String) row[7]),
                row[8] == null
                        ? Optional.empty()
                        : Optional.of(new PatientIdentifier((String) row[8], (String) row[9])),
                (String) row[10],
                ((Number) row[11]).intValue(),
                (Boolean) row[12]);
    }

    private static String json(Collection<String> texts) {
        return EventJson.mapper().valueToTree(texts).toString();
    }
}
