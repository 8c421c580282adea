package org.radbridge.fhirmapper.hl7v2.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
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

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(Hospital.class)
@Tag("F2")
class OrderIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Inject InboundDoor door;
    MapperPeers peers;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final String placer = "P" + UUID.randomUUID();
    private final TestStudy study = TestStudies.radiograph(mrn);
    private final String accession = "A-" + mrn;
    private HapiSender hospital;
    private EventProbe probe;

    @BeforeEach
    void connect() {
        hospital = new HapiSender(door.port().orElseThrow());
        probe = EventProbe.connect();
        peers.archive(study);
    }

    @AfterEach
    void disconnect() {
        hospital.close();
        probe.close();
    }

    @Test
    void anOrderBecomesAServiceRequest() {
        assertThat(order("NW", "", NOON).code()).isEqualTo("AA");
        ServiceRequest request = request();
        assertThat(request.getStatus().toCode()).isEqualTo("active");
        assertThat(request.getIntent().toCode()).isEqualTo("order");
        assertThat(request.getPriority().toCode()).isEqualTo("stat");
        assertThat(request.getCode().getCodingFirstRep().getSystem()).isEqualTo("http://loinc.org");
        assertThat(request.getIdentifier())
                .extracting(i -> i.getType().getCodingFirstRep().getCode())
                .containsExactly("PLAC", "FILL", "ACSN");
        assertThat(request.getReasonCodeFirstRep().getText()).isEqualTo("Cough");
        assertThat(request.getOccurrenceDateTimeType().getValueAsString())
                .isEqualTo("2026-11-22T08:00:00Z");
        assertThat(request.getRequester().getDisplay()).isEqualTo("Dr Gregory House");
        isValid(request);
    }

    @Test
    void anOrderIsChangedFinishedAndCancelledAndNotByOlderWord() {
        order("NW", "", NOON);
        order("SC", "IP", NOON.plusSeconds(10));
        order("SC", "CM", NOON.plusSeconds(20));
        assertThat(request().getStatus().toCode()).isEqualTo("completed");
        order("SC", "IP", NOON.plusSeconds(15));
        assertThat(request().getStatus().toCode()).isEqualTo("completed");
        order("CA", "", NOON.plusSeconds(30));
        assertThat(request().getStatus().toCode()).isEqualTo("revoked");
        isValid(request());
        assertThat(order("ZZ", "", NOON.plusSeconds(40)).error()).isEqualTo("103");
    }

    @Test
    void anImagingOrderNamesItsStudy() {
        String omi =
                Hl7v2Samples.orm("NW", mrn, placer, "", "", Hl7v2Samples.controlId(), NOON)
                        .replace("ORM^O01^ORM_O01", "OMI^O23^OMI_O23");
        HapiSender.Answer answer =
                hospital.send(omi + "IPC|" + accession + "|RP1|" + study.uid() + "|SPS1|DX\r");
        assertThat(answer.code()).isEqualTo("AA");
        ServiceRequest request = request();
        assertThat(request.getIdentifier())
                .extracting(i -> i.getValue())
                .contains(accession, "urn:oid:" + study.uid());
        isValid(request);
    }

    @Test
    void aResultRefersToTheOrderThatWasThereBefore() {
        order("NW", "", NOON);
        publish(TestResults.critical(study));
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(reports()).hasSize(1));
        assertThat(basedOn()).containsExactly("ServiceRequest/" + request().getIdPart());
        isValid(reports().getFirst());
    }

    @Test
    void aResultFindsTheOrderThatComesAfterIt() {
        publish(TestResults.critical(study));
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(reports()).hasSize(1));
        assertThat(reports().getFirst().getBasedOnFirstRep().hasReference()).isFalse();
        order("NW", "", NOON);
        assertThat(basedOn()).containsExactly("ServiceRequest/" + request().getIdPart());
        ImagingStudy imagingStudy =
                radiologist.read(ImagingStudy.class, ResourceIds.imagingStudy(study.uid()));
        assertThat(imagingStudy.getBasedOnFirstRep().getReference())
                .isEqualTo("ServiceRequest/" + request().getIdPart());
        isValid(reports().getFirst());
        isValid(imagingStudy);

        publish(
                TestResults.result(
                        study,
                        2,
                        List.of(
                                TestResults.finding(
                                        study, "Nodule", "427359005", 0.9, Urgency.URGENT))));
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(reports().getFirst().getConclusionCodeFirstRep().getText())
                                .isEqualTo("Nodule"));
        assertThat(basedOn()).containsExactly("ServiceRequest/" + request().getIdPart());
    }

    @Test
    void anOrderOfAnotherPatientWithTheSameAccessionNumberIsNotMeant() {
        publish(TestResults.critical(study));
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(reports()).hasSize(1));
        hospital.send(
                Hl7v2Samples.orm(
                        "NW",
                        "MRN-" + UUID.randomUUID(),
                        placer,
                        accession,
                        "",
                        Hl7v2Samples.controlId(),
                        NOON));
        assertThat(reports().getFirst().getBasedOnFirstRep().hasReference()).isFalse();
    }

    private HapiSender.Answer order(String control, String status, Instant recorded) {
        return hospital.send(
                Hl7v2Samples.orm(
                        control,
                        mrn,
                        placer,
                        accession,
                        status,
                        Hl7v2Samples.controlId(),
                        recorded));
    }

    private ServiceRequest request() {
        return radiologist.read(
                ServiceRequest.class,
                ResourceIds.serviceRequest("urn:radbridge:issuer:EHR", placer));
    }

    private List<DiagnosticReport> reports() {
        return FhirClient.of(
                radiologist.search(
                        "DiagnosticReport", "patient", "Patient/" + study.patient().key()),
                DiagnosticReport.class);
    }

    private List<String> basedOn() {
        return reports().getFirst().getBasedOn().stream().map(Reference::getReference).toList();
    }

    private void publish(InferenceCompleted event) {
        probe.publish(event, event.lane());
    }

    private static void isValid(Resource resource) {
        assertThat(FhirJudge.instance().errors(resource)).as(resource.fhirType()).isEmpty();
    }
}
