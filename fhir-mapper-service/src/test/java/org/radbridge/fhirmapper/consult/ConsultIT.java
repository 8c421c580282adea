package org.radbridge.fhirmapper.consult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.SiteRules;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** What a finding asks of another service is proposed, and a person signs or declines it. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(SiteRules.class)
@Tag("C14")
class ConsultIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    private EventProbe probe;
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final TestStudy study = TestStudies.headCt(mrn);
    private final FhirClient reader = FhirClient.asUser("reader-" + mrn, "radiologist");
    private final String signedRule = ResourceIds.consult(study.uid(), "vessels");
    private final String earlyRule = ResourceIds.consult(study.uid(), "vessels-at-once");

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
        peers.archive(study);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void aSignedFindingIsProposedPreFilledAndBecomesWhoeverSignsItTheirs() {
        publish(1, 0.7);
        assertThat(proposals()).as("nobody has signed the report").isEmpty();
        act("Observation", observation(), "$accept");
        act("DiagnosticReport", ResourceIds.diagnosticReport(study.uid()), "$attest");

        ServiceRequest draft = reader.read(ServiceRequest.class, signedRule);
        assertThat(draft.getStatus()).isEqualTo(ServiceRequestStatus.DRAFT);
        assertThat(draft.getIntent()).isEqualTo(ServiceRequestIntent.PROPOSAL);
        assertThat(draft.getPriority()).isEqualTo(ServiceRequestPriority.URGENT);
        assertThat(draft.getCode().getCodingFirstRep().getCode()).isEqualTo("NSURG");
        assertThat(draft.getPerformerType().getText()).isEqualTo("Neurosurgery");
        assertThat(draft.getReasonReference().stream().map(Reference::getReference))
                .contains("Observation/" + observation())
                .anyMatch(reference -> reference.startsWith("DiagnosticReport/"));
        assertThat(draft.getNoteFirstRep().getText())
                .startsWith("Please assess. Found: Aneurysm.")
                .endsWith("A radiologist has signed the report.");
        assertThat(draft.getRequester().getReference()).startsWith("Device/");
        assertThat(FhirJudge.instance().errors(draft)).isEmpty();
        Provenance origin = provenance(signedRule).getFirst();
        assertThat(origin.getEntityFirstRep().getWhat().getIdentifier().getValue())
                .startsWith("vessels@");

        assertThat(send(FhirClient.as("technologist"), signedRule, "$accept-consult").statusCode())
                .isEqualTo(403);
        act("ServiceRequest", signedRule, "$accept-consult");
        ServiceRequest signed = reader.read(ServiceRequest.class, signedRule);
        assertThat(signed.getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);
        assertThat(signed.getIntent()).isEqualTo(ServiceRequestIntent.ORDER);
        assertThat(signed.getRequester().getIdentifier().getValue()).isNotBlank();
        assertThat(provenance(signedRule)).hasSize(2);
        assertThat(send(reader, signedRule, "$decline-consult").statusCode()).isEqualTo(409);

        // The report is amended: what was signed stays, and somebody is told.
        act("Observation", observation(), "$reject");
        assertThat(reader.read(ServiceRequest.class, signedRule).getStatus())
                .isEqualTo(ServiceRequestStatus.ACTIVE);
        Task review = reader.read(Task.class, ResourceIds.consultTask(signedRule));
        assertThat(review.getFocus().getReference()).isEqualTo("ServiceRequest/" + signedRule);
        assertThat(FhirJudge.instance().errors(review)).isEmpty();
    }

    @Test
    void aDraftGoesWithItsFindingAndWhatWasDeclinedStaysDeclined() {
        publish(1, 0.95);
        assertThat(reader.read(ServiceRequest.class, earlyRule).getNoteFirstRep().getText())
                .endsWith("No radiologist has read the report yet.");
        publish(2, 0.2);
        assertThat(reader.read(ServiceRequest.class, earlyRule).getStatus())
                .isEqualTo(ServiceRequestStatus.ENTEREDINERROR);
        publish(3, 0.97);
        assertThat(reader.read(ServiceRequest.class, earlyRule).getStatus())
                .isEqualTo(ServiceRequestStatus.DRAFT);
        int versions = version(earlyRule);
        publish(4, 0.97);
        assertThat(version(earlyRule)).as("nothing has changed").isEqualTo(versions);

        act("ServiceRequest", earlyRule, "$decline-consult");
        publish(5, 0.99);
        assertThat(reader.read(ServiceRequest.class, earlyRule).getStatus())
                .isEqualTo(ServiceRequestStatus.REVOKED);
        assertThat(proposals()).hasSize(1);
    }

    private void publish(int revision, double confidence) {
        InferenceCompleted event =
                TestResults.result(
                        study,
                        revision,
                        List.of(
                                TestResults.finding(
                                        study,
                                        "Aneurysm",
                                        "128609009",
                                        confidence,
                                        Urgency.URGENT)));
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                .anyMatch(e ->
                                        e.studyInstanceUid().equals(study.uid())
                                                && e.revision() == revision));
    }

    private List<ServiceRequest> proposals() {
        return FhirClient.of(
                reader.search("ServiceRequest", "patient.identifier", mrn), ServiceRequest.class);
    }

    private List<Provenance> provenance(String consult) {
        return FhirClient.of(
                reader.search("Provenance", "target", "ServiceRequest/" + consult),
                Provenance.class);
    }

    private String observation() {
        return ResourceIds.observation(
                study.uid(),
                TestResults.result(
                                study,
                                1,
                                List.of(
                                        TestResults.finding(
                                                study,
                                                "Aneurysm",
                                                "128609009",
                                                0.9,
                                                Urgency.URGENT)))
                        .runs()
                        .getFirst(),
                "Aneurysm");
    }

    private int version(String consult) {
        String etag = reader.request().get("/fhir/ServiceRequest/" + consult).header("ETag");
        return Integer.parseInt(etag.replaceAll("\\D", ""));
    }

    private void act(String type, String id, String operation) {
        Response done = send(reader, type, id, operation);
        assertThat(done.statusCode()).as(done.asString()).isEqualTo(200);
    }

    private Response send(FhirClient as, String consult, String operation) {
        return send(as, "ServiceRequest", consult, operation);
    }

    private Response send(FhirClient as, String type, String id, String operation) {
        String version = reader.request().get("/fhir/" + type + "/" + id).header("ETag");
        return as.request()
                .header("If-Match", version)
                .contentType("application/fhir+json")
                .post("/fhir/" + type + "/" + id + "/" + operation);
    }
}
