package org.radbridge.fhirmapper.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.Ehr;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.Gate.Deed;
import org.radbridge.fhirmapper.testing.Gate.Passage;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(value = Ehr.class, restrictToAnnotatedClass = true)
@Tag("C6")
class EhrPushIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(120);

    private static final String SECRET = "Doe, said the server";

    MapperPeers peers;
    Ehr ehr;
    private EventProbe probe;
    private Ehr.Reader reader;
    private final FhirClient radiologist = FhirClient.as("radiologist");

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
        ehr.gate().clear();
        reader = ehr.reader();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void aResultArrivesWholeAndTheEhrFindsItValid() throws Exception {
        TestStudy study = published();
        awaitReport(study);

        DiagnosticReport report = report(study);
        Patient patient = reader.one(Patient.class, mrn(study));
        assertThat(report.getStatus()).isEqualTo(DiagnosticReportStatus.PRELIMINARY);
        assertThat(report.getSubject().getReference()).isEqualTo("Patient/" + patient.getIdPart());
        List<Observation> findings =
                reader.search(Observation.class, "patient=" + patient.getIdPart());
        assertThat(findings).hasSize(3);
        assertThat(report.getResult())
                .extracting(r -> r.getReferenceElement().getIdPart())
                .containsExactlyInAnyOrderElementsOf(
                        findings.stream().map(Observation::getIdPart).toList());
        ImagingStudy imaging = reader.one(ImagingStudy.class, "patient=" + patient.getIdPart());
        assertThat(report.getImagingStudyFirstRep().getReference())
                .isEqualTo("ImagingStudy/" + imaging.getIdPart());
        assertThat(imaging.getEndpointFirstRep().getReference())
                .isEqualTo("Endpoint/" + reader.one(Endpoint.class, "").getIdPart());
        Device device = reader.one(Device.class, "identifier=" + uid("2.25.40"));
        assertThat(findings)
                .allSatisfy(f ->
                        assertThat(f.getDevice().getReference())
                                .isEqualTo("Device/" + device.getIdPart()));
        Provenance provenance =
                reader.one(Provenance.class, "target=DiagnosticReport/" + report.getIdPart());
        assertThat(provenance.getTarget()).hasSize(4);
        DocumentReference document =
                reader.one(DocumentReference.class, "patient=" + patient.getIdPart());
        List<Attachment> documents = new ArrayList<>(report.getPresentedForm());
        documents.add(document.getContentFirstRep().getAttachment());
        assertThat(documents).hasSize(3);
        for (Attachment form : documents) {
            assertThat(form.getUrl()).isNull();
            assertThat(form.getData()).hasSize(form.getSize());
            assertThat(MessageDigest.getInstance("SHA-1").digest(form.getData()))
                    .isEqualTo(form.getHash());
        }
        List<Resource> all =
                new ArrayList<>(List.of(report, patient, imaging, device, provenance, document));
        all.addAll(findings);
        for (Resource resource : all) {
            assertThat(reader.faults(resource)).as(resource.fhirType()).isEmpty();
        }
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class))
                                .filteredOn(a -> study.uid().equals(a.studyInstanceUid()))
                                .filteredOn(a -> "ehr:hospital".equals(a.userName()))
                                .singleElement()
                                .satisfies(
                                        a -> assertThat(a.patient()).isEqualTo(study.patient())));
    }

    @Test
    void anAnswerThatIsLostAndAnEventThatComesAgainMakeNothingTwice() {
        ehr.gate().next(new Deed.LoseTheAnswer());
        ehr.gate().next(new Deed.LoseTheAnswer());
        ehr.gate().next(new Deed.Answer(200, Map.of(), "<html>a proxy's page</html>"));
        TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        peers.archive(study);
        InferenceCompleted event = TestResults.critical(study);
        probe.publish(event, event.lane());
        probe.publish(event, event.lane());
        awaitReport(study);
        awaitAccepted(study);

        // The introduction: lost twice, then a proxy's page, then heard; and the result.
        assertThat(ehr.gate().passages())
                .extracting(Passage::status)
                .containsExactly(0, 0, 200, 200, 200);
        assertThat(reader.search(Patient.class, mrn(study))).hasSize(1);
        assertThat(reader.history(Patient.class, reader.one(Patient.class, mrn(study)).getIdPart()))
                .hasSize(1);
        assertThat(reader.history(DiagnosticReport.class, report(study).getIdPart())).hasSize(1);
        assertThat(editions(study)).containsExactly(0);
    }

    @Test
    @Tag("C10")
    void whatARadiologistDecidesArrivesWithTheSameInstants() {
        TestStudy study = published();
        awaitReport(study);
        radiologist.act("Observation", observation(study, "Pneumothorax"), "$accept");
        radiologist.act("Observation", observation(study, "Effusion"), "$reject");
        radiologist.act("DiagnosticReport", ResourceIds.diagnosticReport(study.uid()), "$attest");

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(report(study).getStatus())
                                .isEqualTo(DiagnosticReportStatus.FINAL));
        DiagnosticReport ours =
                radiologist.read(DiagnosticReport.class, ResourceIds.diagnosticReport(study.uid()));
        assertThat(report(study).getIssued()).isEqualTo(ours.getIssued());
        assertThat(report(study).getResult()).hasSize(2);
        radiologist.act("Observation", observation(study, "Pneumothorax"), "$reject");
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(report(study).getStatus())
                                .isEqualTo(DiagnosticReportStatus.AMENDED));
        assertThat(editions(study)).isSorted().doesNotHaveDuplicates().endsWith(4);
        assertThat(reader.search(DiagnosticReport.class, "identifier=" + uid(study.uid())))
                .hasSize(1);
        assertThat(reader.search(Patient.class, mrn(study))).hasSize(1);
    }

    @Test
    void studiesOfOneNewPatientAtOnceMakeOnePatient() {
        List<TestStudy> studies = ofOneNewPatient();
        studies.forEach(this::publish);
        arriveWithoutDoubles(studies);
    }

    @Test
    void anEhrThatComesBackEmptyIsToldOfEverythingAndOfNothingTwice() {
        TestStudy before = published();
        awaitReport(before);
        List<TestStudy> studies = ofOneNewPatient();
        ehr.kill();
        studies.forEach(this::publish);
        studies.forEach(this::awaitHere);
        ehr.launchEmpty();
        reader = ehr.reader();
        assertThat(reader.search(DiagnosticReport.class, "identifier=" + uid(before.uid())))
                .isEmpty();
        arriveWithoutDoubles(studies);
    }

    private static List<TestStudy> ofOneNewPatient() {
        PatientIdentifier patient = new PatientIdentifier("HOSPITAL", "MRN-" + UUID.randomUUID());
        return Stream.generate(() -> ofPatient(patient)).limit(10).toList();
    }

    private void arriveWithoutDoubles(List<TestStudy> studies) {
        studies.forEach(this::awaitReport);
        assertThat(reader.search(Patient.class, mrn(studies.getFirst()))).hasSize(1);
        assertThat(reader.search(Device.class, "identifier=" + uid("2.25.40"))).hasSize(1);
        assertThat(reader.search(Endpoint.class, "")).hasSize(1);
    }

    @Test
    void anEhrThatIsAwayUnderLoadGetsEverythingOnceAndInOrderWhenItIsBack() {
        List<TestStudy> studies = new ArrayList<>();
        for (int patient = 0; patient < 6; patient++) {
            PatientIdentifier identifier =
                    new PatientIdentifier("HOSPITAL", "MRN-" + UUID.randomUUID());
            studies.add(ofPatient(identifier));
            studies.add(ofPatient(identifier));
        }
        studies.subList(0, 4).forEach(this::publish);
        ehr.kill();
        studies.subList(4, 12).forEach(this::publish);
        for (TestStudy study : studies) {
            awaitHere(study);
            radiologist.act("Observation", observation(study, "Pneumothorax"), "$accept");
            radiologist.act("Observation", observation(study, "Effusion"), "$accept");
        }
        assertThat((Integer) standing().get("waiting")).isGreaterThanOrEqualTo(8);
        ehr.launch();
        reader = ehr.reader();
        studies.subList(0, 6)
                .forEach(study ->
                        radiologist.act(
                                "DiagnosticReport",
                                ResourceIds.diagnosticReport(study.uid()),
                                "$attest"));
        for (int i = 0; i < studies.size(); i++) {
            TestStudy study = studies.get(i);
            int edition = i < 6 ? 3 : 2;
            await().atMost(AFTER_AN_OUTAGE)
                    .untilAsserted(() -> assertThat(editions(study)).endsWith(edition));
        }
        for (TestStudy study : studies) {
            assertThat(editions(study)).isSorted().doesNotHaveDuplicates();
            assertThat(reader.search(Patient.class, mrn(study))).hasSize(1);
            assertThat(reader.search(DiagnosticReport.class, "identifier=" + uid(study.uid())))
                    .hasSize(1);
            Patient patient = reader.one(Patient.class, mrn(study));
            assertThat(reader.search(Observation.class, "patient=" + patient.getIdPart()))
                    .hasSize(6);
        }
    }

    @Test
    void whatTheEhrRefusesIsListedWithoutWhatItSaidAndSentAgainOnDemand() {
        String refusal =
                """
                {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invariant",
                "diagnostics":"%s","expression":["Bundle.entry[2].resource"]}]}\
                """
                        .formatted(SECRET);
        ehr.gate()
                .next(
                        new Deed.Answer(
                                422, Map.of("Content-Type", "application/fhir+json"), refusal));
        TestStudy study = published();
        await().atMost(LONG_ENOUGH).until(() -> parked(study) != null);
        Map<String, Object> parked = Objects.requireNonNull(parked(study));
        assertThat(parked.toString())
                .contains("ehr-refused", "status 422: invariant at Bundle.entry[2].resource")
                .doesNotContain(SECRET)
                .doesNotContain(study.patient().value());
        assertThat(reader.search(Patient.class, mrn(study))).isEmpty();

        assertThat(standing()).containsEntry("destination", "hospital").containsEntry("parked", 1);
        as("it-administrator")
                .post("/operations/parked/" + parked.get("id") + "/retry")
                .then()
                .statusCode(202);
        awaitReport(study);
    }

    @Test
    void aServerThatAsksForPatienceIsLeftAloneForThatLong() {
        ehr.gate().next(new Deed.Answer(429, Map.of("Retry-After", "4"), ""));
        TestStudy study = published();
        awaitReport(study);
        List<Passage> passages = ehr.gate().passages();
        assertThat(passages.getFirst().status()).isEqualTo(429);
        assertThat(Duration.between(passages.getFirst().at(), passages.get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    @Tag("E3")
    void aTokenThatIsTakenBackIsReplacedAtOnce() {
        awaitReport(published());
        ehr.revokeTokens();
        reader = ehr.reader();
        ehr.gate().clear();
        TestStudy study = published();
        awaitReport(study);
        assertThat(ehr.gate().passages())
                .extracting(Passage::status)
                .startsWith(401, 200)
                .filteredOn(status -> status == 401)
                .hasSize(1);
    }

    @Test
    @Tag("E3")
    void anAssertionCountsOnceAndOnlyWithAKeyThatTheServerKnows() {
        for (String kind : List.of("rsa", "ec")) {
            String assertion =
                    ClientAssertion.sign(ehr.keys(kind), "radbridge", ehr.tokenEndpoint());
            assertThat(ehr.token(assertion).statusCode()).as(kind).isEqualTo(200);
            assertThat(ehr.token(assertion).body()).contains("jti");
        }
        assertThat(
                        ehr.token(
                                        ClientAssertion.sign(
                                                ehr.keys("ec"), "another", ehr.tokenEndpoint()))
                                .body())
                .contains("iss, sub");
        assertThat(
                        ehr.token(
                                        ClientAssertion.sign(
                                                ehr.keys("ec"), "radbridge", "http://elsewhere"))
                                .body())
                .contains("aud");
    }

    private TestStudy published() {
        TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        publish(study);
        return study;
    }

    private void publish(TestStudy study) {
        peers.archive(study);
        InferenceCompleted event = TestResults.critical(study);
        probe.publish(event, event.lane());
    }

    private static TestStudy ofPatient(PatientIdentifier patient) {
        TestStudy any = TestStudies.radiograph(patient.value());
        return new TestStudy(any.uid(), patient, any.modality(), any.bodyPart(), any.images());
    }

    private void awaitHere(TestStudy study) {
        String url = "/fhir/DiagnosticReport/" + ResourceIds.diagnosticReport(study.uid());
        await().atMost(LONG_ENOUGH).until(() -> radiologist.request().get(url).statusCode() == 200);
    }

    private void awaitReport(TestStudy study) {
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        reader.search(DiagnosticReport.class, "identifier=" + uid(study.uid()))
                                        .size()
                                == 1);
    }

    /** Until the mapper knows that the EHR has it. */
    private void awaitAccepted(TestStudy study) {
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                                .anyMatch(a ->
                                        study.uid().equals(a.studyInstanceUid())
                                                && "ehr:hospital".equals(a.userName())));
    }

    private DiagnosticReport report(TestStudy study) {
        return reader.one(DiagnosticReport.class, "identifier=" + uid(study.uid()));
    }

    private List<Integer> editions(TestStudy study) {
        return reader.editions("identifier=" + uid(study.uid()));
    }

    private static Map<String, Object> standing() {
        as("radiologist").get("/operations/ehr").then().statusCode(403);
        return as("it-administrator").get("/operations/ehr").jsonPath().getMap("[0]");
    }

    private static @Nullable Map<String, Object> parked(TestStudy study) {
        List<Map<String, Object>> all =
                as("it-administrator").get("/operations/parked").jsonPath().getList("");
        return all.stream()
                .filter(entry -> entry.toString().contains(study.uid()))
                .findFirst()
                .orElse(null);
    }

    private static RequestSpecification as(String role) {
        return RestAssured.given().auth().oauth2(TestTokens.of(role));
    }

    private static String observation(TestStudy study, String label) {
        return ResourceIds.observation(
                study.uid(), TestResults.critical(study).runs().getFirst(), label);
    }

    private static String uid(String uid) {
        return "urn:dicom:uid%7Curn:oid:" + uid;
    }

    private static String mrn(TestStudy study) {
        return "identifier=urn:oid:1.2.40.0.1%7C" + study.patient().value();
    }
}
