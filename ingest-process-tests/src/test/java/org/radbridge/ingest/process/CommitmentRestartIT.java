package org.radbridge.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.StorageCommitment.Reference;
import org.radbridge.dicom.net.StorageCommitment.Request;
import org.radbridge.dicom.net.StorageCommitment.Result;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Ports;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.TestTokens;

/** Storage commitment whose question and answer lie on the two sides of a {@code kill -9}. */
@Tag("A12")
class CommitmentRestartIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final int MODALITY_PORT = Ports.free();
    private static final int ARCHIVE_PORT = Ports.free();

    @TempDir static Path folder;
    private static Vertx vertx;
    private static ServiceProcess service;

    private final String study = Uid.create();
    private final List<Outgoing> instances =
            Samples.headCt(study).stream().map(Outgoing::of).toList();
    private final List<Reference> references =
            instances.stream()
                    .map(Outgoing::request)
                    .map(sent -> new Reference(sent.sopClassUid(), sent.sopInstanceUid()))
                    .toList();
    private final List<NRequest> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Path entities =
                Files.writeString(
                        folder.resolve("entities.yaml"),
                        """
                        entities:
                          - {title: CT1, may: [store, commit], host: localhost, port: %d}
                          - {title: PACS, may: [commit], host: localhost, port: %d}
                        """
                                .formatted(MODALITY_PORT, ARCHIVE_PORT));
        vertx = Vertx.vertx();
        service =
                ServiceProcess.start(
                        folder,
                        Map.of(
                                "radbridge.ae.entities", entities.toString(),
                                "radbridge.commitment.delay", "PT1S",
                                "radbridge.commitment.retry-after", "PT0.3S",
                                "radbridge.study.quiet-period", "PT1H"));
    }

    @AfterAll
    static void stop() {
        service.close();
        Modality.await(vertx.close());
    }

    @Test
    void aModalityThatAskedBeforeACrashIsCalledBackAfterIt() {
        try (Modality modality = storing()) {
            Request question = new Request(Uid.create(), references);
            assertThat(modality.request(question.action()).status()).isEqualTo(DimseStatus.SUCCESS);
        }
        service.kill();

        DicomServer listening = listening("CT1", MODALITY_PORT);
        service.restart();

        await().atMost(LONG_ENOUGH).until(() -> !heard.isEmpty());
        Result told = Result.of((NRequest.NEventReport) heard.getFirst());
        assertThat(told.committed()).containsExactlyInAnyOrderElementsOf(references);
        assertThat(told.failures()).isEmpty();
        Modality.await(listening.close(Duration.ofSeconds(2)));
    }

    @Test
    void anArchiveThatWasAskedBeforeACrashIsBelievedAfterIt() {
        storing().close();
        DicomServer archive = listening("PACS", ARCHIVE_PORT);
        assertThat(
                        administrator()
                                .post(
                                        commitments(),
                                        "application/json",
                                        "{\"archive\":\"PACS\"}".getBytes(StandardCharsets.UTF_8))
                                .statusCode())
                .isEqualTo(202);
        await().atMost(LONG_ENOUGH).until(() -> !heard.isEmpty());
        Request question = Request.of((NRequest.NAction) heard.getFirst());

        service.kill();
        service.restart();

        Result all = new Result(question.transactionUid(), question.references(), List.of());
        try (Modality reporting = Modality.open(vertx, service.dimsePort(), "PACS", List.of())) {
            assertThat(reporting.request(all.event()).status()).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(administrator().get(commitments()).body())
                .contains("\"committed\":" + references.size());
        Modality.await(archive.close(Duration.ofSeconds(2)));
    }

    /** The modality, after it sent the study. */
    private Modality storing() {
        Modality modality = Modality.open(vertx, service.dimsePort(), "CT1", instances);
        instances.forEach(i -> assertThat(modality.store(i)).isEqualTo(DimseStatus.SUCCESS));
        return modality;
    }

    /** Takes what it is told or asked, and does nothing about it. */
    private DicomServer listening(String title, int port) {
        DicomServer server =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of(title).withHost("localhost").withPort(port),
                        DicomServerServices.echoOnly()
                                .withNormalized(
                                        Uid.StorageCommitmentPushModel,
                                        (request, _) -> {
                                            heard.add(request);
                                            return Future.succeededFuture(NResponse.success());
                                        }));
        Modality.await(server.listen());
        return server;
    }

    private String commitments() {
        return "/operations/studies/" + study + "/archive-commitments";
    }

    private static WebDoor administrator() {
        return WebDoor.with(TestTokens.of("it-administrator"), service.httpPort());
    }
}
