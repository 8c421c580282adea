package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** A radiologist's word in the PACS. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C1")
@Tag("C2")
@Tag("C10")
class ReviewDeliveryIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final DateTimeFormatter DICOM =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS");

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final InferenceCompleted event = TestResults.critical(study);
    private final String report = ResourceIds.diagnosticReport(study.uid());

    @BeforeEach
    void aResultIsInThePacs() {
        probe = EventProbe.connect();
        peers.archive(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH).until(() -> states().equals(Map.of("CONFIRMED", 7L)));
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void theSignatureIsInTheReportAndWhatWasRejectedIsTakenBack() {
        radiologist.act("Observation", observation("Pneumothorax"), "$accept");
        radiologist.act("Observation", observation("Effusion"), "$reject", "Not this patient");
        radiologist.act("DiagnosticReport", report, "$attest");
        // a report, a map, an overlay, a presentation state and a selection, all new; and the note
        await().atMost(LONG_ENOUGH)
                .until(() -> states().equals(Map.of("REJECTED", 7L, "CONFIRMED", 6L)));

        DataSet signed =
                peers.stored(study.uid(), Uid.Comprehensive3DSRStorage).stream()
                        .filter(sr ->
                                sr.string(org.radbridge.dicom.data.Tag.VerificationFlag)
                                        .filter("VERIFIED"::equals)
                                        .isPresent())
                        .findFirst()
                        .orElseThrow();
        DataSet observer =
                signed.items(org.radbridge.dicom.data.Tag.VerifyingObserverSequence).getFirst();
        Instant attested = radiologist.read(DiagnosticReport.class, report).getIssued().toInstant();
        assertThat(observer.string(org.radbridge.dicom.data.Tag.VerificationDateTime))
                .hasValue(DICOM.format(attested.atOffset(ZoneOffset.UTC)));
        assertThat(observer.string(org.radbridge.dicom.data.Tag.VerifyingObserverName))
                .hasValue("radiologist");
        assertThat(DicomJson.write(signed)).contains("36118008").doesNotContain("60046008");
        assertThat(peers.stored(study.uid(), Uid.ParametricMapStorage)).hasSize(3);
    }

    @Test
    void aWithdrawnReportIsRejectedForPatientSafetyAndNothingComesInItsPlace() {
        radiologist.act("DiagnosticReport", report, "$withdraw", "Not this patient");
        await().atMost(LONG_ENOUGH)
                .until(() -> states().equals(Map.of("REJECTED", 7L, "CONFIRMED", 1L)));
        assertThat(peers.stored(study.uid(), Uid.KeyObjectSelectionDocumentStorage))
                .extracting(selection ->
                        selection
                                .items(org.radbridge.dicom.data.Tag.ConceptNameCodeSequence)
                                .getFirst()
                                .string(org.radbridge.dicom.data.Tag.CodeValue)
                                .orElseThrow())
                .containsExactlyInAnyOrder("113000", "113037");
    }

    private String observation(String label) {
        return ResourceIds.observation(study.uid(), event.runs().getFirst(), label);
    }

    private Map<String, Long> states() {
        List<String> states =
                FhirClient.as("it-administrator")
                        .request()
                        .get("/operations/deliveries?study=" + study.uid())
                        .jsonPath()
                        .getList("state");
        return states.stream()
                .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
    }
}
