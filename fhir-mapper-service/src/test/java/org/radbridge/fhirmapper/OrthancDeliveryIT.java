package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.OrthancPeer;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Two destinations at once: the dev stack's PACS, and Orthanc with rules of its own. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(value = OrthancPeer.class, restrictToAnnotatedClass = true)
@Tag("interop")
@Tag("C2")
@Tag("C3")
class OrthancDeliveryIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    MapperPeers peers;
    OrthancPeer orthanc;
    private EventProbe probe;
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());

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
    void orthancTakesTheKindsThatItsRulesNameCommitsToThemAndGivesThemBack() {
        InferenceCompleted event = TestResults.critical(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() -> confirmed().equals(Map.of("primary", 7L, "orthanc", 6L)));

        List<DataSet> held = orthanc.stored(study.uid());
        assertThat(held)
                .extracting(o -> o.string(org.radbridge.dicom.data.Tag.SOPClassUID).orElseThrow())
                .containsExactlyInAnyOrder(
                        Uid.Comprehensive3DSRStorage,
                        Uid.ParametricMapStorage,
                        Uid.ParametricMapStorage,
                        Uid.SecondaryCaptureImageStorage,
                        Uid.SecondaryCaptureImageStorage,
                        Uid.GrayscaleSoftcopyPresentationStateStorage);
        for (DataSet object : held) {
            String uid = object.string(org.radbridge.dicom.data.Tag.SOPInstanceUID).orElseThrow();
            DataSet back = Part10Reader.read(orthanc.file(uid)).dataSet();
            DataSet other =
                    peers.stored(study.uid()).stream()
                            .filter(one ->
                                    one.string(org.radbridge.dicom.data.Tag.SOPInstanceUID)
                                            .filter(uid::equals)
                                            .isPresent())
                            .findFirst()
                            .orElseThrow();
            assertThat(back.string(org.radbridge.dicom.data.Tag.SeriesInstanceUID))
                    .isEqualTo(other.string(org.radbridge.dicom.data.Tag.SeriesInstanceUID));
            assertThat(back.size()).isGreaterThanOrEqualTo(other.size());
        }
    }

    private Map<String, Long> confirmed() {
        List<Map<String, Object>> deliveries =
                FhirClient.as("it-administrator")
                        .request()
                        .get("/operations/deliveries?study=" + study.uid())
                        .jsonPath()
                        .getList("");
        return deliveries.stream()
                .filter(one -> "CONFIRMED".equals(one.get("state")))
                .collect(
                        Collectors.groupingBy(
                                one -> String.valueOf(one.get("destination")),
                                Collectors.counting()));
    }
}
