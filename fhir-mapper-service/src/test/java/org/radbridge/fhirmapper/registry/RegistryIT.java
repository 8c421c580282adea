package org.radbridge.fhirmapper.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.identity.PatientMerge;
import org.radbridge.fhirmapper.identity.PatientMerges;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.SiteRules;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Findings make cases of registries, which persons confirm or dismiss, and follow-ups. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(SiteRules.class)
@Tag("C13")
class RegistryIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String OPEN = "unconfirmed,provisional";

    @Inject Database database;
    @Inject PatientMerges merges;
    MapperPeers peers;
    private EventProbe probe;
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final TestStudy study = TestStudies.headCt(mrn);
    private final FhirClient reader = FhirClient.asUser("reader-" + mrn, "radiologist");

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void aSignedFindingIsProposedAndBecomesTheRegistrysWhenAPersonConfirmsIt() {
        publish(study, 1, "Ectasia", 0.9);
        assertThat(cases("vessels", OPEN)).as("nobody has signed the report").isEmpty();
        reader.act("Observation", observation(study, "Ectasia"), "$accept");
        reader.act("DiagnosticReport", ResourceIds.diagnosticReport(study.uid()), "$attest");

        Condition found = one("vessels", "provisional");
        String id = found.getIdElement().getIdPart();
        assertThat(found.getClinicalStatus().getCodingFirstRep().getCode()).isEqualTo("active");
        assertThat(found.getCode().getCoding()).anyMatch(c -> c.getCode().equals("128609009"));
        assertThat(found.getMeta().getSecurityFirstRep().getCode()).isEqualTo("AIAST");
        assertThat(found.hasRecorder()).isFalse();
        assertThat(found.getEvidenceFirstRep().getDetailFirstRep().getReference())
                .isEqualTo("Observation/" + observation(study, "Ectasia"));
        ServiceRequest followUp = followUp(id);
        assertThat(followUp.getStatus()).isEqualTo(ServiceRequestStatus.DRAFT);
        assertThat(followUp.getIntent()).isEqualTo(ServiceRequestIntent.PROPOSAL);
        assertThat(followUp.getCode().getCodingFirstRep().getCode()).isEqualTo("CTA");
        assertThat(followUp.getReasonReferenceFirstRep().getReference())
                .isEqualTo("Condition/" + id);
        assertThat(window(followUp)).isEqualTo("2027-02-22/2027-05-22");
        assertThat(FhirJudge.instance().errors(found)).isEmpty();
        assertThat(FhirJudge.instance().errors(followUp)).isEmpty();
        Provenance origin = provenance(id).getFirst();
        assertThat(origin.getAgentFirstRep().getWho().getReference()).startsWith("Device/");
        assertThat(origin.getEntityFirstRep().getWhat().getIdentifier().getValue())
                .startsWith("ectasia@");

        // Nobody but Radbridge writes it, and only who may review decides it.
        String etag = etag("Condition", id);
        assertThat(seen("registry-coordinator", "Condition/" + id)).isEqualTo(200);
        assertThat(confirm(FhirClient.as("registry-coordinator"), id, etag).statusCode())
                .isEqualTo(403);
        assertThat(confirm(FhirClient.as("technologist"), id, etag).statusCode()).isEqualTo(403);
        assertThat(confirm(FhirClient.as("integrator"), id, etag).statusCode()).isEqualTo(403);
        assertThat(
                        FhirClient.as("integrator")
                                .request()
                                .header("If-Match", etag)
                                .contentType("application/fhir+json")
                                .body(reader.request().get("/fhir/Condition/" + id).asString())
                                .put("/fhir/Condition/" + id)
                                .statusCode())
                .isEqualTo(403);
        assertThat(confirm(reader, id, null).statusCode()).isEqualTo(428);
        assertThat(confirm(reader, id, "W/\"99\"").statusCode()).isEqualTo(412);
        Response confirmed = confirm(reader, id, etag);
        assertThat(confirmed.statusCode()).as(confirmed.asString()).isEqualTo(200);

        Condition condition = one("vessels", "confirmed");
        assertThat(condition.getRecorder().getIdentifier().getValue()).isNotBlank();
        assertThat(condition.getRecorder().getDisplay()).isEqualTo("reader-" + mrn);
        ServiceRequest ordered = followUp(id);
        assertThat(ordered.getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);
        assertThat(ordered.getIntent()).isEqualTo(ServiceRequestIntent.ORDER);
        assertThat(ordered.getRequester().getDisplay()).isEqualTo("reader-" + mrn);
        assertThat(window(ordered)).isEqualTo("2027-02-22/2027-05-22");
        assertThat(provenance(id)).hasSize(2);
        assertThat(dismiss(id, "no").statusCode()).isEqualTo(409);
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                                .anyMatch(e ->
                                        id.equals(e.resourceId())
                                                && "CASE_CONFIRMED".equals(e.query())
                                                && study.patient().equals(e.patient())));

        // The report is amended: what was confirmed stays, and who confirmed it is told.
        int version = version("Condition", id);
        reader.act("Observation", observation(study, "Ectasia"), "$reject");
        assertThat(version("Condition", id)).isEqualTo(version);
        Task review = reader.read(Task.class, ResourceIds.registryTask(id));
        assertThat(review.getCode().getCodingFirstRep().getCode()).isEqualTo("review-case");
        assertThat(review.getFocus().getReference()).isEqualTo("Condition/" + id);
        assertThat(review.getOwner().getDisplay()).isEqualTo("reader-" + mrn);
        assertThat(FhirJudge.instance().errors(review)).isEmpty();
        Bundle record =
                reader.follow("/fhir/Patient/" + study.patient().key() + "/$everything?_count=200");
        assertThat(FhirClient.of(record, Resource.class).stream().map(Resource::fhirType))
                .contains("Condition", "ServiceRequest", "Observation");
    }

    @Test
    void aCaseFollowsItsFindingsAndASecondStudyJoinsItUntilItIsDismissed() {
        publish(study, 1, "Stenosis", 0.95);
        Condition proposed = one("stenoses", "unconfirmed");
        String id = proposed.getIdElement().getIdPart();
        assertThat(seen("registry-coordinator", "Condition/" + id))
                .as("nobody has signed")
                .isEqualTo(404);
        publish(study, 2, "Stenosis", 0.2);
        Condition gone = reader.read(Condition.class, id);
        assertThat(verification(gone)).isEqualTo("entered-in-error");
        assertThat(gone.hasClinicalStatus()).isFalse();
        assertThat(followUp(id).getStatus()).isEqualTo(ServiceRequestStatus.ENTEREDINERROR);
        assertThat(FhirJudge.instance().errors(gone)).isEmpty();
        publish(study, 3, "Stenosis", 0.97);
        assertThat(one("stenoses", "unconfirmed").getIdElement().getIdPart()).isEqualTo(id);
        int versions = version("Condition", id);
        publish(study, 4, "Stenosis", 0.97);
        assertThat(version("Condition", id)).as("nothing has changed").isEqualTo(versions);
        assertThat(window(followUp(id))).isEqualTo("2026-12-22/2027-01-22");

        TestStudy second = TestStudies.headCt(mrn).on("20261202");
        publish(second, 1, "Stenosis", 0.91);
        Condition joined = one("stenoses", "unconfirmed");
        assertThat(joined.getIdElement().getIdPart()).isEqualTo(id);
        assertThat(joined.getEvidence()).hasSize(2);
        assertThat(window(followUp(id))).isEqualTo("2027-01-02/2027-02-02");
        assertThat(provenance(id)).hasSize(3);

        assertThat(dismiss(id, null).statusCode()).as("no reason").isEqualTo(400);
        Response dismissed = dismiss(id, "Known since 2019, benign.");
        assertThat(dismissed.statusCode()).as(dismissed.asString()).isEqualTo(200);
        assertThat(verification(one("stenoses", "refuted"))).isEqualTo("refuted");
        assertThat(followUp(id).getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
        assertThat(FhirJudge.instance().errors(reader.read(Condition.class, id))).isEmpty();
        assertThat(
                        provenance(id).stream()
                                .flatMap(p -> p.getReason().stream())
                                .map(reason -> reason.getText()))
                .containsExactly("Known since 2019, benign.");
        publish(second, 2, "Stenosis", 0.2);
        publish(second, 3, "Stenosis", 0.99);
        assertThat(cases("stenoses", OPEN)).as("dismissed for good").isEmpty();
    }

    @Test
    void aFollowUpThatDidNotComeIsListedUntilAStudyOfTheModalityDoes() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        publish(study.on(dicom(today.minusMonths(3))), 1, "Stenosis", 0.95);
        String id = one("stenoses", "unconfirmed").getIdElement().getIdPart();
        String followUp = ResourceIds.registryFollowUp(id);
        assertThat(overdue(Map.of("registry", "stenoses", "_count", 200))).contains(followUp);
        assertThat(overdue(Map.of("_count", 200))).contains(followUp);
        Response asked =
                reader.request()
                        .contentType("application/fhir+json")
                        .body(
                                """
                                {"resourceType":"Parameters","parameter":[
                                 {"name":"registry","valueCode":"stenoses"},
                                 {"name":"_count","valueInteger":200}]}
                                """)
                        .urlEncodingEnabled(false)
                        .post("/fhir/ServiceRequest/$overdue-follow-ups");
        assertThat(asked.jsonPath().getList("entry.resource.id", String.class)).contains(followUp);
        assertThat(overdue(Map.of("registry", "vessels", "_count", 200))).doesNotContain(followUp);
        // Too early, and of another modality.
        publish(TestStudies.headCt(mrn).on(dicom(today.minusMonths(2).minusDays(3))), 1, "A", 0.1);
        publish(TestStudies.radiograph(mrn).on(dicom(today.minusDays(20))), 1, "A", 0.1);
        assertThat(overdue(Map.of("registry", "stenoses", "_count", 200))).contains(followUp);
        publish(TestStudies.headCt(mrn).on(dicom(today.minusDays(20))), 1, "A", 0.1);
        assertThat(overdue(Map.of("registry", "stenoses", "_count", 200))).doesNotContain(followUp);

        Response refused =
                FhirClient.as("integrator")
                        .request()
                        .urlEncodingEnabled(false)
                        .get("/fhir/ServiceRequest/$overdue-follow-ups");
        assertThat(refused.statusCode()).as("sees no studies").isEqualTo(403);
        Response many =
                reader.request()
                        .urlEncodingEnabled(false)
                        .get("/fhir/ServiceRequest/$overdue-follow-ups?_count=201");
        assertThat(many.statusCode()).isEqualTo(400);
    }

    @Test
    void ofTwoPatientsWhoTurnOutToBeOneOneCaseIsLeft() {
        String other = "MRN-" + UUID.randomUUID();
        TestStudy theirs = TestStudies.headCt(other).on("20261201");
        publish(study, 1, "Stenosis", 0.95);
        String id = one("stenoses", "unconfirmed").getIdElement().getIdPart();
        publish(theirs, 1, "Stenosis", 0.95);
        database.inTransaction(session ->
                        merges.merge(
                                session,
                                new PatientMerge(study.patient(), theirs.patient(), Instant.now()),
                                "test"))
                .await()
                .atMost(LONG_ENOUGH);
        Condition left = one("stenoses", "unconfirmed");
        assertThat(left.getIdElement().getIdPart()).isEqualTo(id);
        assertThat(left.getEvidence()).hasSize(2);
        assertThat(window(followUp(id))).isEqualTo("2027-01-01/2027-02-01");
        assertThat(cases("stenoses", "entered-in-error")).hasSize(1);
    }

    @Test
    void studiesOfOnePatientThatAreMappedAtTheSameTimeMakeOneCase() {
        List<TestStudy> studies =
                IntStream.range(0, 6).mapToObj(_ -> TestStudies.headCt(mrn)).toList();
        studies.forEach(peers::archive);
        studies.forEach(of -> send(of, 1, "Stenosis", 0.95));
        studies.forEach(of -> await(of, 1));
        assertThat(one("stenoses", "unconfirmed").getEvidence()).hasSize(6);
    }

    private void publish(TestStudy of, int revision, String label, double confidence) {
        peers.archive(of);
        send(of, revision, label, confidence);
        await(of, revision);
    }

    private void send(TestStudy of, int revision, String label, double confidence) {
        InferenceCompleted event =
                TestResults.result(of, revision, List.of(finding(of, label, confidence)));
        probe.publish(event, event.lane());
    }

    private void await(TestStudy of, int revision) {
        Awaitility.await()
                .atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                .anyMatch(e ->
                                        e.studyInstanceUid().equals(of.uid())
                                                && e.revision() == revision));
    }

    private static Finding finding(TestStudy of, String label, double confidence) {
        return TestResults.finding(of, label, "128609009", confidence, Urgency.ROUTINE);
    }

    private List<Condition> cases(String registry, String status) {
        return FhirClient.of(
                reader.search(
                        "Condition",
                        Map.of(
                                "_tag",
                                "urn:site:registries|" + registry,
                                "verification-status",
                                status,
                                "patient.identifier",
                                mrn)),
                Condition.class);
    }

    private Condition one(String registry, String status) {
        List<Condition> found = cases(registry, status);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static int seen(String role, String resource) {
        return FhirClient.as(role).request().get("/fhir/" + resource).statusCode();
    }

    private static String verification(Condition condition) {
        return condition.getVerificationStatus().getCodingFirstRep().getCode();
    }

    private ServiceRequest followUp(String condition) {
        return reader.read(ServiceRequest.class, ResourceIds.registryFollowUp(condition));
    }

    private static String window(ServiceRequest followUp) {
        return followUp.getOccurrencePeriod().getStartElement().getValueAsString()
                + "/"
                + followUp.getOccurrencePeriod().getEndElement().getValueAsString();
    }

    private List<Provenance> provenance(String condition) {
        return FhirClient.of(
                reader.search("Provenance", "target", "Condition/" + condition), Provenance.class);
    }

    private List<String> overdue(Map<String, ?> parameters) {
        Response answer =
                reader.request()
                        .queryParams(parameters)
                        .get("/fhir/ServiceRequest/$overdue-follow-ups");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("entry.resource.id", String.class) == null
                ? List.of()
                : answer.jsonPath().getList("entry.resource.id", String.class);
    }

    private Response confirm(FhirClient as, String id, @Nullable String etag) {
        var request = as.request().contentType("application/fhir+json");
        return (etag == null ? request : request.header("If-Match", etag))
                .urlEncodingEnabled(false)
                .post("/fhir/Condition/" + id + "/$confirm-case");
    }

    private Response dismiss(String id, @Nullable String comment) {
        return reader.request()
                .header("If-Match", etag("Condition", id))
                .contentType("application/fhir+json")
                .urlEncodingEnabled(false)
                .body(
                        comment == null
                                ? "{\"resourceType\":\"Parameters\"}"
                                : "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":"
                                        + "\"comment\",\"valueString\":\""
                                        + comment
                                        + "\"}]}")
                .post("/fhir/Condition/" + id + "/$dismiss-case");
    }

    private String etag(String type, String id) {
        return reader.request().get("/fhir/" + type + "/" + id).header("ETag");
    }

    private int version(String type, String id) {
        return Integer.parseInt(etag(type, id).replaceAll("\\D", ""));
    }

    private static String observation(TestStudy of, String label) {
        return ResourceIds.observation(
                of.uid(),
                TestResults.result(of, 1, List.of(finding(of, label, 0.9))).runs().getFirst(),
                label);
    }

    private static String dicom(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
