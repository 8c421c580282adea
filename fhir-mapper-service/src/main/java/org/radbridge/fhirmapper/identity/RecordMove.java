package org.radbridge.fhirmapper.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.MappingSettings;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.JsonTrees;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;

/**
 * Moves the record of a merged patient to the one that survives: each of its resources gets a new
 * version that refers to the survivor, a few hundred at a time.
 */
@ApplicationScoped
public class RecordMove {
    private static final int AT_A_TIME = 200;
    private static final String OF_PATIENT =
            """
            SELECT type, id, signed, primary_finding, urgency_rank, study_instance_uid, ordinal,
                CAST(body AS text) AS json
            FROM fhir_resource
            WHERE patient = CAST(?1 AS text) AND type <> 'Patient'
            ORDER BY type, id
            FOR UPDATE
            """;
    private static final String RESULTS =
            """
            UPDATE study_result SET event = CAST(jsonb_set(CAST(event AS jsonb), '{patient}',
                jsonb_build_object('issuer', CAST(?2 AS text), 'value', CAST(?3 AS text))) AS text)
            WHERE study_instance_uid IN (
                SELECT study_instance_uid FROM fhir_resource WHERE patient = CAST(?1 AS text))
            """;

    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final MappingSettings settings;

    public RecordMove(
            ResourceStore store, ComputePool compute, FhirJson fhirJson, SiteConfig site) {
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.settings = site.settings();
    }

    /** Moves everything; how many resources that were. */
    Uni<Integer> move(Mutiny.Session session, PatientIdentifier from, PatientIdentifier to) {
        return session.createNativeQuery(RESULTS)
                .setParameter(1, from.key())
                .setParameter(2, to.issuer())
                .setParameter(3, to.value())
                .executeUpdate()
                .chain(() -> moveSome(session, from, to, 0));
    }

    private Uni<Integer> moveSome(
            Mutiny.Session session, PatientIdentifier from, PatientIdentifier to, int before) {
        return session.createNativeQuery(OF_PATIENT, Object[].class)
                .setParameter(1, from.key())
                .setMaxResults(AT_A_TIME)
                .getResultList()
                .chain(rows ->
                        rows.isEmpty()
                                ? Uni.createFrom().item(before)
                                : compute.run(() -> moved(rows, from, to))
                                        .chain(moved -> store.write(session, moved, Instant.now()))
                                        .chain(() ->
                                                moveSome(session, from, to, before + rows.size())));
    }

    private ResourceRows moved(List<Object[]> rows, PatientIdentifier from, PatientIdentifier to) {
        return ResourceRows.of(fhirJson, rows.stream().map(row -> moved(row, from, to)).toList());
    }

    private LabelledResource moved(Object[] row, PatientIdentifier from, PatientIdentifier to) {
        Resource resource = fhirJson.readUnversioned(moved((String) row[7], from, to));
        return new LabelledResource(
                resource,
                (Boolean) row[2] ? ResultState.SIGNED : ResultState.UNSIGNED,
                (Boolean) row[3],
                Urgency.values()[((Number) row[4]).intValue()],
                to.key(),
                (String) row[5],
                ((Number) row[6]).intValue());
    }

    private String moved(String json, PatientIdentifier from, PatientIdentifier to) {
        try {
            JsonNode root = JsonTrees.read(json);
            repoint(root, "Patient/" + from.key(), to);
            return root.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored resource is no JSON", e);
        }
    }

    private void repoint(JsonNode node, String from, PatientIdentifier to) {
        if (node instanceof ObjectNode object
                && from.equals(object.path("reference").asText(null))) {
            object.put("reference", "Patient/" + to.key());
            if (object.path("identifier") instanceof ObjectNode identifier) {
                identifier.put("system", settings.identifierSystem(to.issuer()));
                identifier.put("value", to.value());
            }
            object.remove("display");
        }
        node.forEach(child -> repoint(child, from, to));
    }

    /** A patient's identifier as FHIR has it. */
    Identifier identifier(PatientIdentifier patient) {
        return new Identifier()
                .setSystem(settings.identifierSystem(patient.issuer()))
                .setValue(patient.value());
    }
}
