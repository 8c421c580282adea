package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ReviewDecided;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
class ReviewIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String PROFILE = "https://radbridge.org/fhir/StructureDefinition/";

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final FhirClient another = FhirClient.asUser("second-radiologist", "radiologist");
    private final FhirClient resident = FhirClient.as("resident");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final InferenceCompleted event = TestResults.critical(study);
    private final String report = ResourceIds.diagnosticReport(study.uid());
    private final String pneumothorax = observation("Pneumothorax");
    private final String effusion = observation("Effusion");
    private final String nodule = observation("Nodule");

    @BeforeEach
    void aResultIsShown() {
        probe = EventProbe.connect();
        peers.archive(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist.request().get("/fhir/DiagnosticReport/" + report).statusCode()
                                == 200);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    @Tag("C10")
    void decisionsAndTheSignatureMoveEveryStatusAndTellWhoWhenAndWhy() {
        Observation accepted = act(radiologist, "Observation", pneumothorax, "$accept", null);
        Observation edited =
                act(radiologist, "Observation", effusion, "$edit", said(false, "Skin fold"));
        Observation rejected =
                act(radiologist, "Observation", nodule, "$reject", said(null, "Nipple shadow"));
        assertThat(accepted.getStatus()).isEqualTo(ObservationStatus.FINAL);
        assertThat(edited.getStatus()).isEqualTo(ObservationStatus.AMENDED);
        assertThat(edited.getValueCodeableConcept().getCodingFirstRep().getCode())
                .isEqualTo("2667000");
        assertThat(edited.getNoteFirstRep().getText()).isEqualTo("Skin fold");
        assertThat(rejected.getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
        assertThat(readReport().getStatus()).isEqualTo(DiagnosticReportStatus.PRELIMINARY);
        assertThat(resident.request().get("/fhir/DiagnosticReport/" + report).statusCode())
                .isEqualTo(404);

        DiagnosticReport signed = act(radiologist, "DiagnosticReport", report, "$attest", null);

        assertThat(signed.getStatus()).isEqualTo(DiagnosticReportStatus.FINAL);
        assertThat(signed.getResultsInterpreterFirstRep().getDisplay()).isEqualTo("radiologist");
        assertThat(signed.getResult())
                .extracting(r -> r.getReferenceElement().getIdPart())
                .containsExactlyInAnyOrder(pneumothorax, effusion);
        assertThat(signed.getConclusion())
                .contains("verified by a radiologist", "Found: Pneumothorax.")
                .contains("Not found: Effusion.")
                .doesNotContain("Nodule");
        assertThat(radiologist.read(Task.class, ResourceIds.readTask(study.uid())).getStatus())
                .isEqualTo(TaskStatus.COMPLETED);
        assertThat(resident.request().get("/fhir/DiagnosticReport/" + report).statusCode())
                .isEqualTo(200);

        List<Provenance> provenances = provenances();
        assertThat(provenances)
                .extracting(p -> p.getActivity().getText())
                .containsExactlyInAnyOrder(
                        "Accepted Pneumothorax: present → present",
                        "Edited Effusion: present → absent",
                        "Rejected Nodule: absent → not asserted",
                        "Attested the report");
        assertThat(provenances)
                .filteredOn(p -> p.getActivity().getText().startsWith("Rejected"))
                .singleElement()
                .satisfies(p ->
                        assertThat(p.getReasonFirstRep().getText()).isEqualTo("Nipple shadow"));
        Instant attested =
                provenances.stream()
                        .filter(p -> p.getActivity().getText().startsWith("Attested"))
                        .findFirst()
                        .orElseThrow()
                        .getRecorded()
                        .toInstant();
        assertThat(signed.getIssued().toInstant()).isEqualTo(attested);
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(decided())
                                .extracting(ReviewDecided::act, ReviewDecided::edition)
                                .containsExactly(
                                        tuple(ReviewDecided.Act.ACCEPTED, 1),
                                        tuple(ReviewDecided.Act.EDITED, 2),
                                        tuple(ReviewDecided.Act.REJECTED, 3),
                                        tuple(ReviewDecided.Act.ATTESTED, 4)));
        assertThat(decided().getLast().at()).isEqualTo(attested);
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(audited()).hasSize(4));
        assertThat(List.of(accepted, edited, rejected))
                .allMatch(finding -> finding.getMeta().hasProfile(PROFILE + "ai-finding"));
        assertThat(signed.getMeta().hasProfile(PROFILE + "ai-report")).isTrue();
        provenances.forEach(ReviewIT::judge);
        judge(signed);
        judge(accepted);
        judge(edited);
        judge(rejected);
    }

    @Test
    @Tag("C10")
    void nothingIsSignedBeforeEveryPresentFindingWasDecided() {
        act(radiologist, "Observation", pneumothorax, "$accept", null);
        Response refused = send(radiologist, "DiagnosticReport", report, "$attest", null);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString()).contains("review-undecided");
        assertThat(readReport().getStatus()).isEqualTo(DiagnosticReportStatus.PRELIMINARY);
    }

    @Test
    @Tag("C10")
    void whatIsDecidedAfterTheSignatureAmendsTheReport() {
        act(radiologist, "Observation", pneumothorax, "$accept", null);
        act(radiologist, "Observation", effusion, "$accept", null);
        act(radiologist, "DiagnosticReport", report, "$attest", null);

        act(another, "Observation", effusion, "$reject", said(null, "Old scar"));

        DiagnosticReport amended = readReport();
        assertThat(amended.getStatus()).isEqualTo(DiagnosticReportStatus.AMENDED);
        assertThat(amended.getResultsInterpreterFirstRep().getDisplay())
                .isEqualTo("second-radiologist");
        assertThat(radiologist.read(Observation.class, effusion).getStatus())
                .isEqualTo(ObservationStatus.ENTEREDINERROR);

        DiagnosticReport withdrawn =
                act(another, "DiagnosticReport", report, "$withdraw", said(null, "Other patient"));
        assertThat(withdrawn.getStatus()).isEqualTo(DiagnosticReportStatus.ENTEREDINERROR);
        assertThat(withdrawn.getResult()).isEmpty();
        assertThat(radiologist.read(Observation.class, pneumothorax).getStatus())
                .isEqualTo(ObservationStatus.ENTEREDINERROR);
        Response late = send(another, "Observation", pneumothorax, "$accept", null);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.asString()).contains("review-withdrawn");
    }

    @Test
    @Tag("C10")
    void ofTwoWhoDecideTheSameFindingAtTheSameTimeOneIsRefused() throws Exception {
        String version = etag("Observation", pneumothorax);
        List<Callable<Integer>> both =
                List.of(
                        () ->
                                send(
                                                radiologist,
                                                "Observation",
                                                pneumothorax,
                                                "$accept",
                                                null,
                                                version)
                                        .statusCode(),
                        () ->
                                send(another, "Observation", pneumothorax, "$reject", null, version)
                                        .statusCode());
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Integer> answers = readers.invokeAll(both).stream().map(ReviewIT::answer).toList();
            assertThat(answers).containsExactlyInAnyOrder(200, 412);
        }
        assertThat(provenances()).hasSize(1);
    }

    @Test
    @Tag("C10")
    void nobodySignsWhatTheyHaveNotSeen() {
        act(radiologist, "Observation", effusion, "$accept", null);
        String seen = etag("DiagnosticReport", report);
        act(another, "Observation", pneumothorax, "$reject", null);

        Response stale = send(radiologist, "DiagnosticReport", report, "$attest", null, seen);
        assertThat(stale.statusCode()).isEqualTo(412);
        Response blind =
                radiologist
                        .request()
                        .contentType("application/fhir+json")
                        .urlEncodingEnabled(false)
                        .post("/fhir/DiagnosticReport/" + report + "/$attest");
        assertThat(blind.statusCode()).as(blind.asString()).isEqualTo(428);
        assertThat(blind.asString()).contains("review-version-missing");
    }

    @Test
    @Tag("C10")
    void whoClaimsAStudyKeepsOthersFromDecidingUntilItIsReleased() {
        String task = ResourceIds.readTask(study.uid());
        Task claimed = act(radiologist, "Task", task, "$claim", null);
        assertThat(claimed.getStatus()).isEqualTo(TaskStatus.INPROGRESS);
        assertThat(claimed.getOwner().getDisplay()).isEqualTo("radiologist");
        judge(claimed);

        Response refused = send(another, "Observation", pneumothorax, "$accept", null);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.asString()).contains("review-claimed");

        Task released = act(radiologist, "Task", task, "$release", null);
        assertThat(released.getStatus()).isEqualTo(TaskStatus.REQUESTED);
        act(another, "Observation", pneumothorax, "$accept", null);
    }

    @Test
    @Tag("C10")
    @Tag("E1")
    void onlyRadiologistsDecide() {
        for (String role : List.of("resident", "emergency-physician", "ward-staff", "integrator")) {
            Response refused =
                    send(
                            FhirClient.as(role),
                            "Observation",
                            pneumothorax,
                            "$accept",
                            null,
                            "W/\"1\"");
            assertThat(refused.statusCode()).as(role).isEqualTo(403);
        }
        assertThat(radiologist.read(Observation.class, pneumothorax).getStatus())
                .isEqualTo(ObservationStatus.PRELIMINARY);
    }

    @Test
    @Tag("C10")
    @Tag("G6")
    void agreementIsCountedPerModelAndLabelByTheLatestWord() {
        long before = agreement("Effusion", "rejected");
        long acceptedBefore = agreement("Effusion", "accepted");
        act(radiologist, "Observation", effusion, "$accept", null);
        act(radiologist, "Observation", effusion, "$reject", null);
        assertThat(agreement("Effusion", "rejected")).isEqualTo(before + 1);
        assertThat(agreement("Effusion", "accepted")).isEqualTo(acceptedBefore);
    }

    @Test
    @Tag("C10")
    @Tag("A5")
    void aLaterRevisionIsReadAnewAndEarlierWordsStayOnRecord() {
        act(radiologist, "Observation", pneumothorax, "$accept", null);
        act(radiologist, "Observation", effusion, "$accept", null);
        act(radiologist, "DiagnosticReport", report, "$attest", null);

        InferenceCompleted later = TestResults.result(study, 2, event.runs().getFirst().findings());
        probe.publish(later, later.lane());
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(readReport().getStatus())
                                .isEqualTo(DiagnosticReportStatus.PRELIMINARY));
        assertThat(readReport().getResultsInterpreter()).isEmpty();
        assertThat(radiologist.read(Observation.class, pneumothorax).getStatus())
                .isEqualTo(ObservationStatus.PRELIMINARY);
        assertThat(provenances()).hasSize(3);
    }

    private DiagnosticReport readReport() {
        return radiologist.read(DiagnosticReport.class, report);
    }

    private List<Provenance> provenances() {
        return FhirClient.of(
                        radiologist.search(
                                "Provenance",
                                Map.of("target", "DiagnosticReport/" + report, "_count", "50")),
                        Provenance.class)
                .stream()
                .filter(Provenance::hasActivity)
                .toList();
    }

    private List<ReviewDecided> decided() {
        return probe.events(EventType.REVIEW_DECIDED, ReviewDecided.class).stream()
                .filter(e -> e.studyInstanceUid().equals(study.uid()))
                .toList();
    }

    private List<AuditRecorded> audited() {
        return probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                .filter(a -> study.uid().equals(a.studyInstanceUid()))
                .filter(a -> a.action() == AuditRecorded.Action.UPDATE)
                .toList();
    }

    private long agreement(String label, String count) {
        List<Map<String, Object>> labels =
                FhirClient.as("department-head")
                        .request()
                        .get("/aggregates/agreement")
                        .jsonPath()
                        .getList("labels");
        return labels.stream()
                .filter(figure -> figure.get("label").equals(label))
                .mapToLong(figure -> ((Number) figure.get(count)).longValue())
                .sum();
    }

    private <T extends Resource> T act(
            FhirClient as, String type, String id, String operation, @Nullable Parameters said) {
        Response response = send(as, type, id, operation, said);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        @SuppressWarnings("unchecked")
        T resource =
                (T) FhirContext.forR4Cached().newJsonParser().parseResource(response.asString());
        return resource;
    }

    private Response send(
            FhirClient as, String type, String id, String operation, @Nullable Parameters said) {
        return send(as, type, id, operation, said, etag(type, id));
    }

    private static Response send(
            FhirClient as,
            String type,
            String id,
            String operation,
            @Nullable Parameters said,
            String version) {
        var request = as.request().header("If-Match", version).contentType("application/fhir+json");
        if (said != null) {
            request.body(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(said));
        }
        return request.urlEncodingEnabled(false).post("/fhir/" + type + "/" + id + "/" + operation);
    }

    private String etag(String type, String id) {
        return radiologist.request().get("/fhir/" + type + "/" + id).header("ETag");
    }

    private static Parameters said(@Nullable Boolean present, String comment) {
        Parameters parameters = new Parameters();
        if (present != null) {
            parameters.addParameter().setName("present").setValue(new BooleanType(present));
        }
        parameters.addParameter("comment", comment);
        return parameters;
    }

    private static int answer(Future<Integer> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void judge(Resource resource) {
        assertThat(FhirJudge.instance().errors(resource)).isEmpty();
    }

    private String observation(String label) {
        return ResourceIds.observation(study.uid(), event.runs().getFirst(), label);
    }
}
