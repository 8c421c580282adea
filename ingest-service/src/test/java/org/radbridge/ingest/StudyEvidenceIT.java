package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Closes on evidence that comes over HTTP; that over DIMSE has tests of its own. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A5")
class StudyEvidenceIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String JSON = "application/json";

    private final String study = Uid.create();
    private EventProbe probe;
    private WebDoor gateway;
    private WebDoor technologist;
    private WebDoor administrator;

    @BeforeEach
    void open() {
        probe = EventProbe.connect();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        technologist = WebDoor.as("technologist", port);
        administrator = WebDoor.as("it-administrator", port);
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void aStudyOfAnnouncedSizeIsClosedWithItsLastInstanceAndNotBefore() {
        List<byte[]> files = Samples.headCt(study);
        announce("{\"instances\": 8}");
        gateway.store(files.subList(0, 7));

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> {
                    assertThat(status().path("waitingFor").asText()).isEqualTo("instances");
                    assertThat(status().path("missingInstances").asInt()).isEqualTo(1);
                });
        await().during(Duration.ofSeconds(2)).until(() -> closes().isEmpty());
        gateway.store(files.subList(7, 8));

        StudyClosed closed = awaitClose(1);
        assertThat(closed.closeReason()).isEqualTo("count");
        assertThat(closed.series().getFirst().instances()).isEqualTo(8);
        assertThat(closed.closeDelayMillis()).isBetween(0L, 5000L);
        assertThat(status().get("closeDelayMillis").asLong()).isEqualTo(closed.closeDelayMillis());
    }

    @Test
    void whatIsExpectedOfASeriesIsToldInTheEvent() {
        List<byte[]> files = Samples.headCt(study);
        String series = seriesOf(files.getFirst());
        gateway.store(files);

        announce(
                "{\"series\": [{\"seriesInstanceUid\": \"%s\", \"instances\": 8}]}"
                        .formatted(series));

        assertThat(awaitClose(1).series())
                .extracting(SeriesSummary::expectedInstances)
                .containsExactly(8);
    }

    @Test
    void aPartialStudyIsClosedAndWithheldAndListedWhenTheWaitEnds() {
        announce("{\"instances\": 8}");
        gateway.store(Samples.headCt(study).subList(0, 5));

        StudyClosed closed = awaitClose(1);

        assertThat(closed.closeReason()).isEqualTo("incomplete");
        assertThat(closed.routes()).isEmpty();
        assertThat(status().get("progress").asText()).isEqualTo("INCOMPLETE");
        JsonNode incomplete = json(administrator.get("/studies/incomplete?limit=1000"));
        assertThat(StreamSupport.stream(incomplete.spliterator(), false))
                .anyMatch(entry ->
                        entry.get("studyInstanceUid").asText().equals(study)
                                && entry.get("missingInstances").asInt() == 3);
        assertThat(administrator.post("/studies/" + study + "/reroute", JSON, new byte[0]).body())
                .contains("urn:radbridge:failure:study-incomplete");
        assertThat(technologist.get("/q/metrics").body())
                .contains("radbridge_study_withheld_total{reason=\"incomplete\"");
    }

    @Test
    void theMissingInstancesOfAWithheldStudyReopenItAndCompleteIt() {
        List<byte[]> files = Samples.headCt(study);
        announce("{\"instances\": 8}");
        gateway.store(files.subList(0, 5));
        awaitClose(1);

        gateway.store(files.subList(5, 8));

        StudyClosed second = awaitClose(2);
        assertThat(second.closeReason()).isEqualTo("count");
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.routes()).hasSize(1);
    }

    @Test
    void aCallerWhoSaysThatAStudyIsCompleteIsToldWhatIsMissingAndMayAcceptIt() {
        announce("{\"instances\": 9}");
        gateway.store(Samples.headCt(study));

        HttpResponse<String> refused =
                gateway.post("/studies/" + study + "/close", JSON, new byte[0]);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("study-incomplete").contains("at least 1 expected");
        HttpResponse<String> accepted =
                gateway.post("/studies/" + study + "/close?acceptMissing=true", JSON, new byte[0]);

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        StudyClosed closed = awaitClose(1);
        assertThat(closed.closeReason()).isEqualTo("explicit");
        assertThat(closed.routes()).hasSize(1);
    }

    @Test
    void aCompletedOrderClosesTheStudyOfItsAccessionNumber() {
        byte[] file = Samples.renewed(Samples.CHEST_RADIOGRAPH, study);
        String accession = "A" + study.hashCode();
        gateway.store(
                List.of(
                        Samples.with(
                                file, org.radbridge.dicom.data.Tag.AccessionNumber, accession)));

        order(
                "{\"orderNumber\": \"%s\", \"status\": \"IP\", \"accessionNumber\": \"%s\"}",
                accession);
        await().atMost(LONG_ENOUGH)
                .until(() -> "procedure-step".equals(status().path("waitingFor").asText()));
        order(
                "{\"orderNumber\": \"%s\", \"status\": \"CM\", \"accessionNumber\": \"%s\"}",
                accession);

        assertThat(awaitClose(1).closeReason()).isEqualTo("hl7-status");
        JsonNode evidence = json(technologist.get("/studies/" + study + "/evidence"));
        assertThat(evidence).hasSize(1);
        assertThat(evidence.get(0).get("kind").asText()).isEqualTo("HL7_STATUS");
        assertThat(evidence.get(0).get("spent").asBoolean()).isTrue();
    }

    @Test
    void anAnnouncementThatMakesNoSenseIsRefused() {
        for (String body :
                List.of("{}", "{\"instances\": 0}", "{\"series\": [{\"instances\": 2}]}")) {
            HttpResponse<String> response =
                    gateway.post(
                            "/studies/" + study + "/expected",
                            JSON,
                            body.getBytes(StandardCharsets.UTF_8));
            assertThat(response.statusCode()).as(body + response.body()).isEqualTo(400);
        }
        assertThat(
                        technologist
                                .post(
                                        "/studies/" + study + "/expected",
                                        JSON,
                                        "{\"instances\": 2}".getBytes(StandardCharsets.UTF_8))
                                .statusCode())
                .isEqualTo(403);
    }

    private void announce(String body) {
        HttpResponse<String> response =
                gateway.post(
                        "/studies/" + study + "/expected",
                        JSON,
                        body.getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    private void order(String body, String number) {
        HttpResponse<String> response =
                gateway.post(
                        "/studies/order-status",
                        JSON,
                        body.formatted(number, number).getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    private static String seriesOf(byte[] file) {
        return Part10Reader.read(file)
                .dataSet()
                .string(org.radbridge.dicom.data.Tag.SeriesInstanceUID)
                .orElseThrow();
    }

    private StudyClosed awaitClose(int revision) {
        await().atMost(LONG_ENOUGH).until(() -> closes().size() >= revision);
        return closes().get(revision - 1);
    }

    private List<StudyClosed> closes() {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(study))
                .toList();
    }

    private JsonNode status() {
        return json(technologist.get("/studies/" + study));
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return EventJson.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
