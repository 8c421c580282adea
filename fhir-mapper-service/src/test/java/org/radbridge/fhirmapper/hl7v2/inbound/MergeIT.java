package org.radbridge.fhirmapper.hl7v2.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;
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

/** Two numbers turn out to be one patient. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
@Tag("F1")
@Tag("F4")
class MergeIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final FhirClient EHR = FhirClient.as("integrator");

    @Inject InboundDoor door;
    MapperPeers peers;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final String mrn = "MRN-" + UUID.randomUUID();
    private HapiSender hospital;
    private EventProbe probe;

    @BeforeEach
    void connect() {
        hospital = new HapiSender(door.port().orElseThrow());
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        hospital.close();
        probe.close();
    }

    @Test
    void aMergeMovesTheRecordAndWhatComesLaterFollowsIt() {
        String old = mrn + "-OLD";
        TestStudy study = TestStudies.radiograph(old);
        peers.archive(study);
        hospital.send(Hl7v2Samples.adt("A04", old, Hl7v2Samples.controlId(), NOON));
        InferenceCompleted first = TestResults.critical(study);
        probe.publish(first, first.lane());
        await().atMost(LONG_ENOUGH).until(() -> reports(old) == 1);

        assertThat(
                        hospital.send(
                                        Hl7v2Samples.merge(
                                                mrn,
                                                old,
                                                Hl7v2Samples.controlId(),
                                                NOON.plusSeconds(60)))
                                .code())
                .isEqualTo("AA");
        Patient merged = patient(old);
        assertThat(merged.getActive()).isFalse();
        assertThat(merged.getLinkFirstRep().getType().toCode()).isEqualTo("replaced-by");
        assertThat(merged.getLinkFirstRep().getOther().getReference())
                .isEqualTo("Patient/" + id(mrn));
        assertThat(patient(mrn).getLinkFirstRep().getType().toCode()).isEqualTo("replaces");
        assertThat(reports(old)).isZero();
        assertThat(reports(mrn)).isEqualTo(1);
        DiagnosticReport report =
                radiologist.read(DiagnosticReport.class, ResourceIds.diagnosticReport(study.uid()));
        assertThat(report.getSubject().getIdentifier().getValue()).isEqualTo(mrn);
        List.of(merged, patient(mrn), report).forEach(MergeIT::isValid);
        FhirClient.of(
                        radiologist.search("Observation", "patient", "Patient/" + id(mrn)),
                        Observation.class)
                .forEach(MergeIT::isValid);

        InferenceCompleted second =
                TestResults.result(
                        study,
                        2,
                        List.of(
                                TestResults.finding(
                                        study, "Nodule", "427359005", 0.9, Urgency.URGENT)));
        probe.publish(second, second.lane());
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        radiologist
                                                .read(
                                                        DiagnosticReport.class,
                                                        ResourceIds.diagnosticReport(study.uid()))
                                                .getConclusionCodeFirstRep()
                                                .getText())
                                .isEqualTo("Nodule"));
        assertThat(reports(old)).isZero();
        assertThat(patient(old).getActive()).isFalse();
        hospital.send(Hl7v2Samples.merge(old, mrn, Hl7v2Samples.controlId(), NOON.plusSeconds(90)));
        assertThat(patient(mrn).getActive()).as("no merge in a circle").isTrue();
    }

    @Test
    void nothingIsWrittenIntoTheRecordOfAMergedPatient() {
        String old = mrn + "-OLD";
        hospital.send(Hl7v2Samples.adt("A04", old, Hl7v2Samples.controlId(), NOON));
        assertThat(consentOf(old).statusCode()).isEqualTo(201);
        hospital.send(Hl7v2Samples.merge(mrn, old, Hl7v2Samples.controlId(), NOON.plusSeconds(60)));

        Response refused = consentOf(old);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(
                        FhirClient.outcome(refused)
                                .getIssueFirstRep()
                                .getDetails()
                                .getCodingFirstRep()
                                .getCode())
                .isEqualTo("fhir-patient-merged");
        assertThat(consentOf(mrn).statusCode()).isEqualTo(201);
        assertThat(consents(mrn)).as("the one before the merge moved").isEqualTo(2);
        assertThat(consents(old)).isZero();
        assertThat(
                        EHR.request()
                                .get("/fhir/Consent?patient=Patient/" + id(mrn))
                                .asString()
                                .split("\"valueDecimal\":\\s*0\\.10\\b", -1))
                .as("every digit moved too")
                .hasSize(3);
    }

    private static Response consentOf(String mrn) {
        return EHR.request()
                .contentType("application/fhir+json")
                .body(
                        """
                        {"resourceType":"Consent","status":"active",
                         "extension":[{"url":"urn:example:weight","valueDecimal":0.10}],
                         "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
                           "code":"patient-privacy"}]},
                         "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
                         "policy":[{"uri":"https://hospital.example/policy"}],
                         "patient":{"reference":"Patient/%s"}}
                        """
                                .formatted(id(mrn)))
                .post("/fhir/Consent");
    }

    private static int consents(String mrn) {
        return EHR.search("Consent", "patient", "Patient/" + id(mrn)).getEntry().size();
    }

    private Patient patient(String number) {
        return radiologist.read(Patient.class, id(number));
    }

    private int reports(String number) {
        return FhirClient.of(
                        radiologist.search("DiagnosticReport", "patient", "Patient/" + id(number)),
                        DiagnosticReport.class)
                .size();
    }

    private static String id(String number) {
        return new PatientIdentifier("HOSPITAL", number).key();
    }

    private static void isValid(Resource resource) {
        assertThat(FhirJudge.instance().errors(resource)).as(resource.fhirType()).isEmpty();
    }
}
