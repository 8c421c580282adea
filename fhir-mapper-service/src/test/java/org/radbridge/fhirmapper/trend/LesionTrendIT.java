package org.radbridge.fhirmapper.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.hl7v2.inbound.InboundDoor;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.HapiSender;
import org.radbridge.fhirmapper.testing.Hl7v2Samples;
import org.radbridge.fhirmapper.testing.Hospital;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
@Tag("C15")
class LesionTrendIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate JANUARY = LocalDate.parse("2026-01-10");
    private static final LocalDate APRIL = LocalDate.parse("2026-04-12");
    private static final LocalDate SEPTEMBER = LocalDate.parse("2026-09-20");

    @Inject InboundDoor door;
    MapperPeers peers;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final List<InferenceCompleted> published = new ArrayList<>();
    private EventProbe probe;
    private HapiSender hospital;

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
        hospital = new HapiSender(door.port().orElseThrow());
        hospital.send(Hl7v2Samples.adt("A04", mrn, Hl7v2Samples.controlId(), NOON));
    }

    @AfterEach
    void disconnect() {
        hospital.close();
        probe.close();
    }

    @Test
    void aGrowingLesionIsOneDocumentWithItsPicture() throws IOException {
        threeStudies();

        Bundle document = trend(radiologist);

        assertThat(FhirJudge.instance().errors(document)).isEmpty();
        assertThat(document.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
        assertThat(document.getEntryFirstRep().getResource()).isInstanceOf(Composition.class);
        Composition composition = composition(document);
        assertThat(composition.getStatus()).isEqualTo(CompositionStatus.PRELIMINARY);
        assertThat(composition.getType().getCodingFirstRep().getCode()).isEqualTo("18748-4");
        assertThat(FhirClient.of(document, Patient.class)).hasSize(1);
        assertThat(FhirClient.of(document, ImagingStudy.class)).hasSize(3);
        assertThat(FhirClient.of(document, Observation.class))
                .hasSize(3)
                .extracting(o -> o.getIdentifierFirstRep().getValue())
                .containsOnly(
                        FhirClient.of(document, Observation.class)
                                .getFirst()
                                .getIdentifierFirstRep()
                                .getValue());
        String said = told(composition);
        assertThat(said)
                .contains("Long axis", "10.0 mm", "13.0 mm", "19.5 mm", "0.9000")
                .contains("+3.0 mm (+30 %)")
                .contains("+9.5 mm (+95 %)")
                .contains("+6.5 mm (+50 %)")
                .contains("not reviewed");
        Binary picture = FhirClient.of(document, Binary.class).getFirst();
        assertThat(picture.getContentType()).isEqualTo("image/svg+xml");
        assertThat(new String(picture.getData(), StandardCharsets.UTF_8)).contains("19.5 mm");
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve("lesion-trend.svg"), picture.getData());
        Files.writeString(folder.resolve("lesion-trend.html"), said);

        // The same over the other ways of asking.
        assertThat(
                        radiologist
                                .request()
                                .accept("image/svg+xml")
                                .urlEncodingEnabled(false)
                                .get(path(id(mrn)))
                                .asByteArray())
                .isEqualTo(picture.getData());
        Response posted = radiologist.request().urlEncodingEnabled(false).post(path(id(mrn)));
        assertThat(parsed(posted).getEntry()).hasSameSizeAs(document.getEntry());
        assertThat(
                        radiologist
                                .request()
                                .accept("application/fhir+xml")
                                .urlEncodingEnabled(false)
                                .get(path(id(mrn)))
                                .asString())
                .startsWith("<Bundle");
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class).stream()
                                .filter(a -> id(mrn).equals(a.resourceId()))
                                .filter(a -> "$lesion-trend".equals(a.query()))
                                .anyMatch(a -> a.patient() != null));
    }

    @Test
    void aSecondDeliveryChangesNothingAndTheUidFindsTheLesionInEveryStudy() {
        threeStudies();
        String uid = uid(trend(radiologist));
        InferenceCompleted second = published.get(1);
        InferenceCompleted again =
                new InferenceCompleted(
                        second.studyInstanceUid(),
                        second.revision() + 1,
                        second.patient(),
                        second.accessionNumber(),
                        second.lane(),
                        second.urgency(),
                        second.runs(),
                        second.failures(),
                        second.stamps());

        probe.publish(second, second.lane());
        probe.publish(again, again.lane());
        await().atMost(LONG_ENOUGH).until(() -> version("DiagnosticReport", report(second)) == 2);

        assertThat(uid(trend(radiologist))).isEqualTo(uid);
        assertThat(FhirClient.of(trend(radiologist), Observation.class)).hasSize(3);
        assertThat(
                        FhirClient.of(
                                radiologist.search("Observation", "identifier", uid),
                                Observation.class))
                .hasSize(3);
    }

    @Test
    @Tag("E1")
    void whoMayNotSeeAReportDoesNotSeeItsPointNorThatThereIsOne() {
        threeStudies();
        FhirClient resident = FhirClient.as("resident");
        assertThat(FhirClient.of(trend(resident), Observation.class)).isEmpty();

        sign(published.get(1));

        Bundle seen = trend(resident);
        assertThat(FhirClient.of(seen, Observation.class))
                .singleElement()
                .satisfies(o ->
                        assertThat(o.getIdElement().getIdPart())
                                .isEqualTo(observation(published.get(1), "Nodule")));
        assertThat(FhirClient.of(seen, ImagingStudy.class)).hasSize(1);
        assertThat(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(seen))
                .contains("2026-04-12")
                .doesNotContain("2026-01-10", "2026-09-20", "19.5", "left out");
        assertThat(composition(seen).getStatus()).isEqualTo(CompositionStatus.FINAL);
        for (String role : List.of("emergency-physician", "ward-staff", "it-administrator")) {
            assertThat(ask(FhirClient.as(role), id(mrn)).statusCode()).as(role).isEqualTo(403);
        }
        assertThat(ask(radiologist, UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
    }

    @Test
    void whatARadiologistTakesBackLeaves() {
        threeStudies();

        radiologist.act("DiagnosticReport", report(published.get(2)), "$withdraw", "seen");
        assertThat(FhirClient.of(trend(radiologist), Observation.class)).hasSize(2);
        radiologist.act("Observation", observation(published.get(0), "Nodule"), "$reject", "seen");

        assertThat(FhirClient.of(trend(radiologist), Observation.class))
                .extracting(o -> o.getIdElement().getIdPart())
                .containsExactly(observation(published.get(1), "Nodule"));
    }

    @Test
    void twoOfAKindInOneStudyAreJoinedToNothing() {
        study(mrn, JANUARY, 10, "Nodule");
        study(mrn, APRIL, 13, "Nodule", "Nodule 2");

        Bundle document = trend(radiologist);

        assertThat(composition(document).getSection())
                .filteredOn(SectionComponent::hasCode)
                .hasSize(3);
        assertThat(FhirClient.of(document, Observation.class))
                .extracting(o -> o.getIdentifierFirstRep().getValue())
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    @Tag("F4")
    void theLesionsOfAMergedPatientJoinThoseOfTheSurvivor() {
        String old = mrn + "-OLD";
        hospital.send(Hl7v2Samples.adt("A04", old, Hl7v2Samples.controlId(), NOON));
        study(old, JANUARY, 10, "Nodule");
        study(mrn, APRIL, 13, "Nodule");
        String before = uid(trend(radiologist, id(old)));
        assertThat(uid(trend(radiologist))).isNotEqualTo(before);

        hospital.send(Hl7v2Samples.merge(mrn, old, Hl7v2Samples.controlId(), NOON.plusSeconds(60)));
        study(mrn, SEPTEMBER, 19.5, "Nodule");

        Bundle document = trend(radiologist);
        assertThat(composition(document).getSection())
                .filteredOn(SectionComponent::hasCode)
                .singleElement()
                .satisfies(section -> assertThat(section.getEntry()).hasSize(3));
        assertThat(told(composition(document))).contains("+9.5 mm (+95 %)");
        assertThat(
                        radiologist
                                .read(Observation.class, observation(published.get(2), "Nodule"))
                                .getIdentifierFirstRep()
                                .getValue())
                .isEqualTo(before);
        assertThat(FhirClient.of(trend(radiologist, id(old)), Observation.class)).isEmpty();
    }

    private void threeStudies() {
        study(mrn, JANUARY, 10, "Nodule");
        study(mrn, APRIL, 13, "Nodule");
        study(mrn, SEPTEMBER, 19.5, "Nodule");
    }

    /** A study with findings of one kind, each with a long axis of so many mm. */
    private void study(String patient, LocalDate day, double longAxis, String... labels) {
        TestStudy study = TestStudies.radiograph(patient);
        peers.archive(study, day);
        List<Finding> findings = new ArrayList<>();
        for (String label : labels) {
            findings.add(TestResults.finding(study, label, "427359005", Urgency.URGENT, longAxis));
        }
        InferenceCompleted event = TestResults.result(study, 1, findings);
        published.add(event);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist
                                        .request()
                                        .get("/fhir/DiagnosticReport/" + report(event))
                                        .statusCode()
                                == 200);
    }

    private void sign(InferenceCompleted event) {
        radiologist.act("Observation", observation(event, "Nodule"), "$accept", "seen");
        radiologist.act("DiagnosticReport", report(event), "$attest", "seen");
    }

    private int version(String type, String id) {
        String tag = radiologist.request().get("/fhir/" + type + "/" + id).header("ETag");
        return Integer.parseInt(tag.replaceAll("\\D", ""));
    }

    private Bundle trend(FhirClient client) {
        return trend(client, id(mrn));
    }

    private static Bundle trend(FhirClient client, String patient) {
        return parsed(ask(client, patient));
    }

    private static Response ask(FhirClient client, String patient) {
        return client.request().urlEncodingEnabled(false).get(path(patient));
    }

    private static Bundle parsed(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(Bundle.class, response.asString());
    }

    private static String path(String patient) {
        return "/fhir/Patient/" + patient + "/$lesion-trend";
    }

    private static Composition composition(Bundle document) {
        return (Composition) document.getEntryFirstRep().getResource();
    }

    private static String told(Composition composition) {
        return composition.getSectionFirstRep().getText().getDiv().getValueAsString();
    }

    private static String uid(Bundle document) {
        return FhirClient.of(document, Observation.class)
                .getFirst()
                .getIdentifierFirstRep()
                .getValue();
    }

    private static String id(String mrn) {
        return new PatientIdentifier("HOSPITAL", mrn).key();
    }

    private static String report(InferenceCompleted event) {
        return ResourceIds.diagnosticReport(event.studyInstanceUid());
    }

    private static String observation(InferenceCompleted event, String label) {
        return ResourceIds.observation(event.studyInstanceUid(), event.runs().getFirst(), label);
    }
}
