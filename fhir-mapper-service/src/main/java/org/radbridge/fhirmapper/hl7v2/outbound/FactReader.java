package org.radbridge.fhirmapper.hl7v2.outbound;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.DicomValues;
import org.radbridge.fhirmapper.mapping.Pictures;
import org.radbridge.fhirmapper.order.Orders;
import org.radbridge.fhirmapper.picture.FindingPictures;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.site.SiteConfig;

/** Reads what belongs into a message beside the result: patient, visit and orders. */
@ApplicationScoped
class FactReader {
    private static final String BODIES =
            """
            SELECT CAST(body AS text) AS json FROM fhir_resource
            WHERE type = CAST(?1 AS text) AND patient = CAST(?2 AS text)
            ORDER BY last_updated DESC, id
            """;
    private static final int MOST = 50;
    private static final DateTimeFormatter OBSERVED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT);

    private final Orders orders;
    private final FindingPictures pictures;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final ZoneId zone;

    FactReader(
            Orders orders,
            FindingPictures pictures,
            ComputePool compute,
            FhirJson fhirJson,
            SiteConfig site) {
        this.orders = orders;
        this.pictures = pictures;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.zone = site.zone();
    }

    Uni<ResultFacts> read(Mutiny.Session session, StudyResult result) {
        String patient = result.event().patient().key();
        return bodies(session, "Patient", patient)
                .chain(patients ->
                        bodies(session, "Encounter", patient)
                                .chain(visits ->
                                        orders(session, result, patient)
                                                .chain(requests ->
                                                        pictures.of(session, result.event())
                                                                .chain(drawn ->
                                                                        compute.run(() ->
                                                                                facts(
                                                                                        result,
                                                                                        patients,
                                                                                        visits,
                                                                                        requests,
                                                                                        drawn))))));
    }

    private Uni<List<String>> orders(Mutiny.Session session, StudyResult result, String patient) {
        return orders.find(session, result.event().patient(), result.event().accessionNumber())
                .chain(ids ->
                        ids.isEmpty()
                                ? Uni.createFrom().item(List.<String>of())
                                : bodies(session, "ServiceRequest", patient)
                                        .map(bodies ->
                                                bodies.stream()
                                                        .filter(body ->
                                                                ids.stream()
                                                                        .anyMatch(body::contains))
                                                        .toList()));
    }

    private ResultFacts facts(
            StudyResult result,
            List<String> patients,
            List<String> visits,
            List<String> requests,
            Pictures drawn) {
        return new ResultFacts(
                result,
                patients.stream()
                        .findFirst()
                        .map(body -> read(Patient.class, body))
                        .orElseGet(Patient::new),
                visits.stream()
                        .map(body -> read(Encounter.class, body))
                        .filter(visit -> visit.getStatus() == Encounter.EncounterStatus.INPROGRESS)
                        .findFirst(),
                requests.stream().map(body -> read(ServiceRequest.class, body)).toList(),
                drawn,
                DicomValues.studyStart(result.study().header(), zone)
                        .map(FactReader::observed)
                        .orElse(null));
    }

    /** With its offset, since MSH-7 names another for times that have none. */
    private static String observed(DateTimeType start) {
        return start.getPrecision() == TemporalPrecisionEnum.DAY
                ? start.getValueAsString().replace("-", "")
                : OBSERVED.format(OffsetDateTime.parse(start.getValueAsString()));
    }

    private <T extends Resource> T read(Class<T> type, String body) {
        return fhirJson.read(type, body);
    }

    private static Uni<List<String>> bodies(Mutiny.Session session, String type, String patient) {
        return session.createNativeQuery(BODIES, String.class)
                .setParameter(1, type)
                .setParameter(2, patient)
                .setMaxResults(MOST)
                .getResultList();
    }
}
