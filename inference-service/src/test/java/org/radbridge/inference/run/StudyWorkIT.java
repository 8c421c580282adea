package org.radbridge.inference.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.inference.pixels.DicomSamples;
import org.radbridge.inference.testing.ClosedStudies;
import org.radbridge.inference.testing.InferenceParts;
import org.radbridge.inference.testing.ServiceClient;
import org.radbridge.inference.testing.StudyProbe;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.phantoms.PhantomStudy;

/** What becomes of a closed study's work when it has to wait, comes again, or cannot be done. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(InferenceParts.class)
class StudyWorkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StudyProbe probe;

    @BeforeEach
    void connect() {
        probe = StudyProbe.connect();
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    @Tag("B1")
    @Tag("D7")
    void aStudyWaitsWhileTheInferenceServerIsAwayAndIsDoneWhenItIsBack() throws IOException {
        StudyClosed closed = ClosedStudies.normalChest("server away", 1);
        InferenceParts.server().kill();
        try {
            probe.publish(closed);
            await().atMost(PATIENCE).until(() -> !serverIsUp());
        } finally {
            InferenceParts.server().launch();
            InferenceParts.server().awaitHealthy();
        }

        assertThat(probe.completed(closed).runs()).hasSize(1);
        assertThat(probe.failed(closed)).isEmpty();
        await().atMost(PATIENCE).until(StudyWorkIT::serverIsUp);
    }

    @Test
    @Tag("B1")
    void aNewerRevisionTakesThePlaceOfAnOlderOneThatStillWaits() throws IOException {
        StudyClosed first = ClosedStudies.normalChest("late instance", 1);
        StudyClosed second = ClosedStudies.normalChest("late instance", 2);
        InferenceParts.ingestIsDown(true);
        try {
            probe.publish(first);
            probe.publish(second);
            await().atMost(PATIENCE).until(() -> revisionNoted(first.studyInstanceUid()) == 2);
            await().atMost(PATIENCE).until(() -> isDone(first));
        } finally {
            InferenceParts.ingestIsDown(false);
        }

        assertThat(probe.completed(second).revision()).isEqualTo(2);
        assertThat(probe.allCompleted(first.studyInstanceUid())).hasSize(1);
    }

    @Test
    void resultsOfANewRevisionSupersedeThoseOfTheOld() throws IOException {
        StudyClosed first = ClosedStudies.normalChest("superseded", 1);
        probe.publish(first);
        probe.completed(first);
        StudyClosed second = ClosedStudies.normalChest("superseded", 2);
        probe.publish(second);
        await().atMost(PATIENCE)
                .until(() -> probe.allCompleted(first.studyInstanceUid()).size() == 2);

        ServiceClient.get("radiologist", "/inference-runs?study=" + first.studyInstanceUid())
                .body("revision", equalTo(List.of(2, 1)))
                .body("superseded", equalTo(List.of(false, true)));
    }

    @Test
    @Tag("B1")
    void theSameCloseDeliveredTwiceIsAnalysedOnce() throws IOException {
        StudyClosed closed = ClosedStudies.normalChest("twice", 1);
        probe.publish(closed);
        probe.publish(closed);
        probe.completed(closed);
        StudyClosed after = ClosedStudies.normalChest("after twice", 1);
        probe.publish(after);
        probe.completed(after);

        assertThat(probe.allCompleted(closed.studyInstanceUid())).hasSize(1);
    }

    @Test
    void aStudyThatNoRuleRoutesCausesNothing() throws IOException {
        StudyClosed unrouted =
                ClosedStudies.of(PhantomStudy.chest(3).salted("unrouted"), Lane.ROUTINE, 1);
        probe.publish(unrouted);
        StudyClosed after = ClosedStudies.normalChest("after unrouted", 1);
        probe.publish(after);
        probe.completed(after);

        assertThat(probe.allCompleted(unrouted.studyInstanceUid())).isEmpty();
        assertThat(probe.failed(unrouted)).isEmpty();
    }

    @Test
    void anImageOfManyFramesIsParkedWithItsReasonAndTheNextStudyPasses() throws IOException {
        StudyClosed frames =
                ClosedStudies.ofFiles(
                        List.of(DicomSamples.path("enhanced/emri_small.dcm")),
                        ClosedStudies.HEAD_CT);
        probe.publish(frames);
        StudyClosed good = ClosedStudies.normalChest("after frames", 1);
        probe.publish(good);

        assertThat(probe.failure(frames).failures().getFirst().failureId())
                .isEqualTo("pixels-format-unsupported");
        probe.completed(good);
        ServiceClient.get("it-administrator", "/operations/parked")
                .body(
                        "find { it.key == '%s' }.failureId".formatted(frames.studyInstanceUid()),
                        equalTo("pixels-format-unsupported"));
    }

    @Test
    void aStudyWhosePixelsAreGoneIsParked() throws IOException {
        StudyClosed closed = ClosedStudies.normalChest("gone", 1);
        StudyClosed gone =
                new StudyClosed(
                        closed.studyInstanceUid() + ".9",
                        1,
                        closed.closeReason(),
                        null,
                        closed.patient(),
                        null,
                        closed.lane(),
                        closed.series(),
                        closed.routes(),
                        closed.stamps(),
                        List.of());
        probe.publish(gone);

        assertThat(probe.failure(gone).failures().getFirst().failureId())
                .isEqualTo("pixels-not-found");
    }

    private static boolean serverIsUp() {
        return given().get("/q/health/well")
                .path(
                        "checks.find { it.name == 'inference-models' }.data"
                                + ".any { it.key.startsWith('localhost') && it.value == 'up' }");
    }

    private int revisionNoted(String study) {
        return Arc.container()
                .instance(StudyRevisions.class)
                .get()
                .newest(study)
                .await()
                .atMost(PATIENCE);
    }

    private boolean isDone(StudyClosed study) {
        return Arc.container()
                        .instance(Database.class)
                        .get()
                        .inSession(session ->
                                session.createNativeQuery(
                                                "SELECT count(*) FROM kit_work WHERE dedupe_id = ?1"
                                                        + " AND state = 'DONE'",
                                                Long.class)
                                        .setParameter(
                                                1,
                                                StudyWork.dedupeId(
                                                        study.studyInstanceUid(), study.revision()))
                                        .getSingleResult())
                        .await()
                        .atMost(PATIENCE)
                == 1;
    }
}
