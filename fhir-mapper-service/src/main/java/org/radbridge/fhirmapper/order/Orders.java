package org.radbridge.fhirmapper.order;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.identity.FeedResources;
import org.radbridge.fhirmapper.identity.PatientDirectory;
import org.radbridge.fhirmapper.identity.PatientEvents;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;

/** Takes what hospital systems say of orders, and finds the orders that a result comes of. */
@ApplicationScoped
public class Orders {
    private static final String BY_ACCESSION =
            """
            SELECT id FROM fhir_resource
            WHERE type = 'ServiceRequest' AND patient = CAST(?1 AS text)
                AND CAST(body AS jsonb) @> jsonb_build_object('identifier', jsonb_build_array(
                    jsonb_build_object('value', CAST(?2 AS text), 'type', jsonb_build_object(
                        'coding', jsonb_build_array(jsonb_build_object('code', 'ACSN'))))))
            ORDER BY id
            """;
    private static final String BY_NUMBER =
            """
            SELECT id FROM fhir_resource
            WHERE type = 'ServiceRequest' AND patient = CAST(?1 AS text)
                AND (id = CAST(?2 AS text)
                    OR CAST(body AS jsonb) @> jsonb_build_object('identifier', jsonb_build_array(
                        jsonb_build_object('system', CAST(?3 AS text), 'value', CAST(?4 AS text),
                            'type', jsonb_build_object('coding', jsonb_build_array(
                                jsonb_build_object('code', 'FILL')))))))
            ORDER BY id = CAST(?2 AS text) DESC
            """;
    private static final String RESULTS =
            """
            SELECT type, signed, primary_finding, urgency_rank, study_instance_uid, ordinal,
                CAST(body AS text) AS json
            FROM fhir_resource
            WHERE type IN ('DiagnosticReport', 'ImagingStudy') AND patient = CAST(?1 AS text)
                AND CAST(body AS jsonb) @> jsonb_build_object('basedOn', jsonb_build_array(
                    jsonb_build_object('identifier',
                        jsonb_build_object('value', CAST(?2 AS text)))))
            ORDER BY type, id
            FOR UPDATE
            """;

    private final PatientDirectory directory;
    private final PatientEvents patients;
    private final FeedResources resources;
    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;

    public Orders(
            PatientDirectory directory,
            PatientEvents patients,
            FeedResources resources,
            ResourceStore store,
            ComputePool compute,
            FhirJson fhirJson) {
        this.directory = directory;
        this.patients = patients;
        this.resources = resources;
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
    }

    /** The orders of a patient that have an accession number: ids of ServiceRequests. */
    public Uni<List<String>> find(
            Mutiny.Session session, PatientIdentifier patient, @Nullable String accession) {
        return accession == null
                ? Uni.createFrom().item(List.of())
                : session.createNativeQuery(BY_ACCESSION, String.class)
                        .setParameter(1, patient.key())
                        .setParameter(2, accession)
                        .getResultList();
    }

    /** Writes what was said of an order, and links the results that are there already. */
    public Uni<Void> take(Mutiny.Session session, OrderUpdate order) {
        return directory
                .resolveLocked(session, order.patient().patient())
                .call(patient ->
                        patient.equals(order.patient().patient())
                                ? patients.mention(session, order.patient())
                                : Uni.createFrom().voidItem())
                .chain(patient ->
                        id(session, patient, order)
                                .chain(id -> write(session, patient, id, order))
                                .chain(() -> link(session, patient, order.accession())));
    }

    private static Uni<String> id(
            Mutiny.Session session, PatientIdentifier patient, OrderUpdate order) {
        Optional<Identifier> filler = order.filler();
        return session.createNativeQuery(BY_NUMBER, String.class)
                .setParameter(1, patient.key())
                .setParameter(2, order.id())
                .setParameter(3, filler.map(Identifier::getSystem).orElse(""))
                .setParameter(4, filler.map(Identifier::getValue).orElse(""))
                .getResultList()
                .map(found -> found.stream().findFirst().orElseGet(order::id));
    }

    private Uni<Void> write(
            Mutiny.Session session, PatientIdentifier patient, String id, OrderUpdate order) {
        return directory
                .isNews(session, "ServiceRequest/" + id, order.recorded())
                .chain(news ->
                        news
                                ? resources.change(
                                        session,
                                        ServiceRequest.class,
                                        id,
                                        patient.key(),
                                        ServiceRequest::new,
                                        request -> {
                                            order.change().accept(request);
                                            request.setSubject(
                                                    new Reference("Patient/" + patient.key()));
                                        })
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> link(
            Mutiny.Session session, PatientIdentifier patient, Optional<String> accession) {
        return accession.isEmpty()
                ? Uni.createFrom().voidItem()
                : find(session, patient, accession.get())
                        .chain(orders -> link(session, patient, accession.get(), orders));
    }

    private Uni<Void> link(
            Mutiny.Session session,
            PatientIdentifier patient,
            String accession,
            List<String> orders) {
        return session.createNativeQuery(RESULTS, Object[].class)
                .setParameter(1, patient.key())
                .setParameter(2, accession)
                .getResultList()
                .chain(rows ->
                        rows.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : compute.run(() -> linked(rows, patient, accession, orders))
                                        .chain(linked ->
                                                store.write(session, linked, Instant.now()))
                                        .replaceWithVoid());
    }

    private ResourceRows linked(
            List<Object[]> rows, PatientIdentifier patient, String accession, List<String> orders) {
        return ResourceRows.of(
                fhirJson,
                rows.stream()
                        .map(row -> {
                            Resource resource = fhirJson.readUnversioned((String) row[6]);
                            OrderLinks.link(resource, accession, orders);
                            return new LabelledResource(
                                    resource,
                                    (Boolean) row[1] ? ResultState.SIGNED : ResultState.UNSIGNED,
                                    (Boolean) row[2],
                                    Urgency.values()[((Number) row[3]).intValue()],
                                    patient.key(),
                                    (String) row[4],
                                    ((Number) row[5]).intValue());
                        })
                        .toList());
    }
}
