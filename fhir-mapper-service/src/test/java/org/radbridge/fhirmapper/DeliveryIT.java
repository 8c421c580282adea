package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** All objects of results on their way to the PACS, and those that are taken back. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C2")
@Tag("C3")
class DeliveryIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    MapperPeers peers;
    private EventProbe probe;
    private final TestStudy study = TestStudies.headCt("MRN-" + UUID.randomUUID());

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
        peers.archive(study);
    }

    @AfterEach
    void disconnect() {
        peers.startPacs();
        probe.close();
    }

    @Test
    @Tag("C1")
    void aResultIsToldInEveryFormAndItsReportNamesAllOfThem() {
        publish(TestResults.critical(study));
        await().atMost(LONG_ENOUGH).until(() -> states().equals(Map.of("CONFIRMED", 7L)));

        assertThat(peers.stored(study.uid(), Uid.ParametricMapStorage)).hasSize(2);
        assertThat(peers.stored(study.uid(), Uid.SecondaryCaptureImageStorage)).hasSize(2);
        assertThat(peers.stored(study.uid(), Uid.GrayscaleSoftcopyPresentationStateStorage))
                .hasSize(1);
        assertThat(peers.stored(study.uid(), Uid.KeyObjectSelectionDocumentStorage)).hasSize(1);
        DataSet report =
                peers.stored(study.uid(), Uid.Comprehensive3DSRStorage).stream()
                        .reduce((a, b) -> {
                            throw new AssertionError("two reports");
                        })
                        .orElseThrow();
        Set<String> others =
                peers.stored(study.uid()).stream()
                        .map(object -> uid(object, org.radbridge.dicom.data.Tag.SOPInstanceUID))
                        .filter(uid ->
                                !uid.equals(
                                        uid(report, org.radbridge.dicom.data.Tag.SOPInstanceUID)))
                        .collect(Collectors.toSet());
        assertThat(referenced(report)).containsAll(others);
        for (DataSet map : peers.stored(study.uid(), Uid.ParametricMapStorage)) {
            assertThat(textOf(report)).contains(uid(map, org.radbridge.dicom.data.Tag.TrackingUID));
        }
    }

    @Test
    @Tag("A5")
    void aLaterResultTakesTheObjectsOfTheEarlierBackOnceItsOwnAreThere() {
        publish(TestResults.critical(study));
        await().atMost(LONG_ENOUGH).until(() -> states().equals(Map.of("CONFIRMED", 7L)));
        Set<String> earlier = uids();

        publish(
                TestResults.result(
                        study,
                        2,
                        List.of(
                                TestResults.finding(
                                        study, "Nodule", "427359005", 0.8, Urgency.ROUTINE))));
        // a report, a map, an overlay, a presentation state, a selection; and the note
        await().atMost(LONG_ENOUGH)
                .until(() -> states().equals(Map.of("REJECTED", 7L, "CONFIRMED", 6L)));

        DataSet note =
                peers.stored(study.uid(), Uid.KeyObjectSelectionDocumentStorage).stream()
                        .filter(selection -> title(selection).equals("113001"))
                        .findFirst()
                        .orElseThrow();
        assertThat(referenced(note)).isEqualTo(earlier);
    }

    @Test
    void aPacsThatIsAwayGetsEverythingOnceWhenItIsBack() {
        peers.killPacs();
        publish(TestResults.critical(study));
        await().atMost(LONG_ENOUGH).until(() -> states().containsKey("SENDING"));
        assertThat(waiting()).contains(study.uid());

        peers.startPacs();
        await().atMost(LONG_ENOUGH).until(() -> states().equals(Map.of("CONFIRMED", 7L)));
        assertThat(peers.stored(study.uid())).hasSize(7);
        assertThat(waiting()).doesNotContain(study.uid());
    }

    @Test
    @Tag("E1")
    void onlyWhoOperatesSeesDeliveries() {
        assertThat(
                        FhirClient.as("radiologist")
                                .request()
                                .get("/operations/deliveries")
                                .statusCode())
                .isEqualTo(403);
    }

    private void publish(InferenceCompleted event) {
        probe.publish(event, event.lane());
    }

    private static Response deliveries(String query) {
        Response response =
                FhirClient.as("it-administrator").request().get("/operations/deliveries" + query);
        response.then().statusCode(200);
        return response;
    }

    private Map<String, Long> states() {
        List<String> states = deliveries("?study=" + study.uid()).jsonPath().getList("state");
        return states.stream()
                .collect(Collectors.groupingBy(state -> state, Collectors.counting()));
    }

    private Set<String> uids() {
        return new HashSet<>(
                deliveries("?study=" + study.uid()).jsonPath().getList("sopInstanceUid"));
    }

    private static List<String> waiting() {
        return deliveries("").jsonPath().getList("studyInstanceUid");
    }

    private static String uid(DataSet object, int tag) {
        return object.string(tag).orElseThrow();
    }

    private static String title(DataSet document) {
        return document.items(org.radbridge.dicom.data.Tag.ConceptNameCodeSequence)
                .getFirst()
                .string(org.radbridge.dicom.data.Tag.CodeValue)
                .orElseThrow();
    }

    private static String textOf(DataSet document) {
        return org.radbridge.dicom.json.DicomJson.write(document);
    }

    /** Everything that a document names as its evidence. */
    private static Set<String> referenced(DataSet document) {
        List<String> uids = new ArrayList<>();
        document
                .items(org.radbridge.dicom.data.Tag.CurrentRequestedProcedureEvidenceSequence)
                .stream()
                .flatMap(s ->
                        s.items(org.radbridge.dicom.data.Tag.ReferencedSeriesSequence).stream())
                .flatMap(s -> s.items(org.radbridge.dicom.data.Tag.ReferencedSOPSequence).stream())
                .forEach(item ->
                        uids.add(uid(item, org.radbridge.dicom.data.Tag.ReferencedSOPInstanceUID)));
        return new HashSet<>(uids);
    }
}
