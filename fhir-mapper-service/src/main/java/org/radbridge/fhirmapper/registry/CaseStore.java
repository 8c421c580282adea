package org.radbridge.fhirmapper.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.registry.RegistryCase.State;
import org.radbridge.fhirmapper.registry.RegistryCase.Support;
import org.radbridge.fhirmapper.review.Reader;

/** Keeps what cases stand on. */
@ApplicationScoped
class CaseStore {
    private static final ObjectMapper JSON = EventJson.mapper();

    /** Of which patients cases are opened is decided one after the other. */
    private static final String LOCK_PATIENT =
            """
            SELECT CAST(1 AS integer) FROM (
                SELECT pg_advisory_xact_lock(hashtextextended('registry/' || CAST(?1 AS text), 0))
            ) AS locked
            """;

    /** A patient has few cases: one open one per rule, and what was decided. */
    private static final String LOCK =
            """
            WITH wanted AS (
                SELECT e.registry_case AS id FROM registry_case_evidence e
                WHERE e.study_instance_uid = CAST(?1 AS text)
                UNION
                SELECT r.id FROM fhir_resource r
                WHERE r.type = 'Condition' AND r.patient = CAST(?2 AS text)
            )
            SELECT c.id FROM registry_case c JOIN wanted w ON w.id = c.id
            ORDER BY c.id FOR UPDATE OF c
            """;

    private static final String LOCK_ONE =
            "SELECT c.id FROM registry_case c WHERE c.id = CAST(?1 AS text) FOR UPDATE";

    private static final String READ =
            """
            SELECT c.id, r.patient, CAST(c.rule AS text) AS rule, c.state, c.change,
                CAST(extract(epoch FROM c.opened_at) * 1000 AS bigint) AS opened,
                CAST(c.decided_by AS text) AS decided_by,
                CAST((SELECT jsonb_agg(jsonb_build_object('evidence', e.evidence, 'holds', e.holds)
                        ORDER BY e.study_instance_uid)
                    FROM registry_case_evidence e WHERE e.registry_case = c.id) AS text) AS support
            FROM registry_case c JOIN fhir_resource r ON r.type = 'Condition' AND r.id = c.id
            WHERE c.id IN (SELECT jsonb_array_elements_text(CAST(CAST(?1 AS text) AS jsonb)))
            ORDER BY c.id
            """;

    private static final String PUT =
            """
            INSERT INTO registry_case AS c (id, follow_up, registry, rule, state, change, opened_at,
                decided_by, modality, due_from, due_until)
            SELECT i.* FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS i(
                id text, follow_up text, registry text, rule jsonb, state text, change integer,
                opened_at timestamptz, decided_by jsonb, modality text, due_from date,
                due_until date)
            ON CONFLICT (id) DO UPDATE SET
                registry = excluded.registry, rule = excluded.rule, state = excluded.state,
                change = excluded.change, decided_by = excluded.decided_by,
                modality = excluded.modality, due_from = excluded.due_from,
                due_until = excluded.due_until
            """;

    private static final String CLEAR =
            """
            DELETE FROM registry_case_evidence
            WHERE registry_case IN (SELECT i.id
                FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS i(id text))
            """;

    private static final String SUPPORT =
            """
            INSERT INTO registry_case_evidence (registry_case, study_instance_uid, holds, evidence)
            SELECT i.id, s.evidence ->> 'study', s.holds, s.evidence
            FROM jsonb_to_recordset(CAST(CAST(?1 AS text) AS jsonb)) AS i(id text, support jsonb),
                jsonb_to_recordset(i.support) AS s(evidence jsonb, holds boolean)
            """;

    /** Lets nobody else open a case of the patient until the session's transaction ends. */
    Uni<Void> lockPatient(Mutiny.Session session, String patient) {
        return session.createNativeQuery(LOCK_PATIENT, Object.class)
                .setParameter(1, patient)
                .getResultList()
                .replaceWithVoid();
    }

    /** The patient's cases, and those of anybody that name the study, locked. */
    Uni<List<RegistryCase>> locked(
            Mutiny.Session session, String studyInstanceUid, String patient) {
        return session.createNativeQuery(LOCK, String.class)
                .setParameter(1, studyInstanceUid)
                .setParameter(2, patient)
                .getResultList()
                .chain(ids -> read(session, ids));
    }

    /** A case, locked. */
    Uni<Optional<RegistryCase>> locked(Mutiny.Session session, String id) {
        return session.createNativeQuery(LOCK_ONE, String.class)
                .setParameter(1, id)
                .getResultList()
                .chain(ids -> read(session, ids))
                .map(found -> found.stream().findFirst());
    }

    /** Reads after the lock is there: what was read with it may be older. */
    private static Uni<List<RegistryCase>> read(Mutiny.Session session, Collection<String> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createNativeQuery(READ, Object[].class)
                        .setParameter(1, JSON.valueToTree(ids).toString())
                        .getResultList()
                        .map(rows -> rows.stream().map(CaseStore::of).toList());
    }

    /** Keeps cases, new or changed. */
    Uni<Void> put(Mutiny.Session session, List<RegistryCase> cases) {
        ArrayNode rows = JSON.createArrayNode();
        cases.forEach(one -> row(rows.addObject(), one));
        String json = rows.toString();
        return execute(session, PUT, json)
                .chain(() -> execute(session, CLEAR, json))
                .chain(() -> execute(session, SUPPORT, json));
    }

    private static Uni<Void> execute(Mutiny.Session session, String statement, String json) {
        return session.createNativeQuery(statement)
                .setParameter(1, json)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static void row(ObjectNode row, RegistryCase one) {
        FollowUp followUp = one.rule().followUp();
        row.put("id", one.id());
        row.put("follow_up", ResourceIds.registryFollowUp(one.id()));
        row.put("registry", one.rule().registry().code());
        row.set("rule", JSON.valueToTree(one.rule()));
        row.put("state", one.state().name());
        row.put("change", one.change());
        row.put("opened_at", one.opened().toString());
        if (one.decidedBy() != null) {
            row.set("decided_by", JSON.valueToTree(one.decidedBy()));
        }
        row.put("modality", followUp.modality());
        row.put("due_from", followUp.from(one.latest().day()).toString());
        row.put("due_until", followUp.until(one.latest().day()).toString());
        row.set("support", JSON.valueToTree(one.support()));
    }

    private static RegistryCase of(Object[] row) {
        return new RegistryCase(
                (String) row[0],
                (String) row[1],
                value((String) row[2], RegistryRule.class),
                State.valueOf((String) row[3]),
                ((Number) row[4]).intValue(),
                Instant.ofEpochMilli(((Number) row[5]).longValue()),
                reader((String) row[6]),
                support((String) row[7]));
    }

    private static @Nullable Reader reader(@Nullable String json) {
        return json == null ? null : value(json, Reader.class);
    }

    private static List<Support> support(String json) {
        return StreamSupport.stream(value(json, JsonNode.class).spliterator(), false)
                .map(node -> JSON.convertValue(node, Support.class))
                .toList();
    }

    private static <T> T value(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored case cannot be read", e);
        }
    }
}
