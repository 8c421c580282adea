package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.dicom.data.Tag.BodyPartExamined;
import static org.radbridge.dicom.data.Tag.IssuerOfPatientID;
import static org.radbridge.dicom.data.Tag.PatientID;
import static org.radbridge.dicom.data.Tag.RequestedProcedurePriority;
import static org.radbridge.dicom.data.Tag.StudyDate;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.PriorStudy;
import org.radbridge.contracts.PriorStudy.Availability;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.KnownPeers;
import org.radbridge.ingest.testing.PeerArchive;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Priors from the own index, and from an archive that is asked by C-FIND and C-MOVE. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(KnownPeers.class)
@Tag("A7")
class PriorsIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);
    private static final String ONE_ARCHIVE =
            """
            years: 5
            budget: {urgent: 0s, routine: 30s}
            archives: [{name: pacs, aeTitle: PACS, issuer: %s}]
            """
                    .formatted(KnownPeers.ISSUER);

    @Inject Vertx vertx;
    @Inject DimseDoor door;
    @TempDir Path folder;

    private final String study = Uid.create();
    private final String prior = Uid.create();
    private final String patient = "P" + study.hashCode();
    private EventProbe probe;
    private WebDoor gateway;
    private WebDoor radiologist;
    private WebDoor administrator;
    private PeerArchive archive;

    @BeforeEach
    void open() {
        probe = EventProbe.connect();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
        administrator = WebDoor.as("it-administrator", port);
        KnownPeers.usePriorArchives(administrator, ONE_ARCHIVE);
        archive = PeerArchive.open(vertx, folder, "PACS", KnownPeers.port("PACS"), door::port);
    }

    @AfterEach
    void close() {
        KnownPeers.forgetPriorArchives(administrator);
        archive.close();
        probe.close();
    }

    @Test
    void aPriorThatIsHereAlreadyIsToldInTheEvent() {
        gateway.store(headCt(prior, "20260301"));
        awaitClose(prior);

        gateway.store(headCt(study, "20261101"));

        assertThat(awaitClose(study).priors())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.studyInstanceUid()).isEqualTo(prior);
                    assertThat(found.source()).isEqualTo("index");
                    assertThat(found.daysBefore()).isEqualTo(245);
                    assertThat(found.modalities()).containsExactly("CT");
                    assertThat(found.availability()).isEqualTo(Availability.STORED);
                    assertThat(found.series())
                            .extracting(SeriesSummary::instances)
                            .containsExactly(8);
                });
    }

    @Test
    void aPriorIsFetchedFromTheArchiveBeforeARoutineStudyIsClosedAndIsNotAnalysedItself() {
        archive.hold(headCt(prior, "20240615"));

        gateway.store(headCt(study, "20261101"));

        PriorStudy found = awaitClose(study).priors().getFirst();
        assertThat(found.studyInstanceUid()).isEqualTo(prior);
        assertThat(found.source()).isEqualTo("pacs");
        assertThat(found.availability()).isEqualTo(Availability.STORED);
        assertThat(found.series().getFirst().instances()).isEqualTo(8);
        assertThat(gateway.retrieve("/dicom-web/studies/" + prior)).hasSize(8);
        assertThat(json(gateway.get("/studies/" + prior)).get("progress").asText())
                .isEqualTo("PRIOR");
        await().during(Duration.ofSeconds(2)).until(() -> closes(prior).isEmpty());
    }

    @Test
    void whatIsNotComparableIsNotFetched() {
        String tooOld = Uid.create();
        String otherRegion = Uid.create();
        String otherPatient = Uid.create();
        archive.hold(headCt(tooOld, "20191231"));
        archive.hold(
                headCt(otherRegion, "20260101").stream()
                        .map(file -> Samples.with(file, BodyPartExamined, "KNEE"))
                        .toList());
        archive.hold(
                headCt(otherPatient, "20260101").stream()
                        .map(file -> Samples.with(file, IssuerOfPatientID, "ELSEWHERE"))
                        .toList());

        gateway.store(headCt(study, "20261101"));

        assertThat(awaitClose(study).priors()).isEmpty();
    }

    @Test
    void anUrgentStudyDoesNotWaitAndItsPriorIsKnownLater() {
        Promise<Void> gate = Promise.promise();
        archive.answerAfter(gate.future());
        archive.hold(headCt(prior, "20260301"));

        gateway.store(
                headCt(study, "20261101").stream()
                        .map(file -> Samples.with(file, RequestedProcedurePriority, "STAT"))
                        .toList());

        StudyClosed closed = awaitClose(study);
        assertThat(closed.priors()).isEmpty();
        assertThat(
                        Duration.between(
                                closed.stamps().get(TimelineStep.FIRST_INSTANCE), Instant.now()))
                .isLessThan(Duration.ofSeconds(20));
        gate.complete();
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist
                                .get("/studies/" + study + "/priors")
                                .body()
                                .contains("\"STORED\""));
    }

    @Test
    void aRoutineStudyWaitsForTheArchive() {
        Promise<Void> gate = Promise.promise();
        archive.answerAfter(gate.future());
        archive.hold(headCt(prior, "20260301"));
        gateway.store(headCt(study, "20261101"));

        await().atMost(LONG_ENOUGH)
                .until(() ->
                        "priors"
                                .equals(
                                        json(gateway.get("/studies/" + study))
                                                .path("waitingFor")
                                                .asText()));
        assertThat(closes(study)).isEmpty();
        gate.complete();

        assertThat(awaitClose(study).priors())
                .extracting(PriorStudy::availability)
                .containsExactly(Availability.STORED);
    }

    /** The head CT as this test's patient's, made on a day. */
    private List<byte[]> headCt(String uid, String date) {
        return Samples.headCt(uid).stream()
                .map(file -> Samples.with(file, PatientID, patient))
                .map(file -> Samples.with(file, StudyDate, date))
                .toList();
    }

    private StudyClosed awaitClose(String uid) {
        await().atMost(LONG_ENOUGH).until(() -> !closes(uid).isEmpty());
        return closes(uid).getFirst();
    }

    private List<StudyClosed> closes(String uid) {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(uid))
                .toList();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return EventJson.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
