package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp;
import org.radbridge.dicom.net.StorageCommitment.Failure;
import org.radbridge.dicom.net.StorageCommitment.Reference;
import org.radbridge.dicom.net.StorageCommitment.Request;
import org.radbridge.dicom.net.StorageCommitment.Result;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.testing.KnownPeers;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Orthanc;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

/** Modalities that ask whether they may delete what they sent. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(KnownPeers.class)
@Tag("A12")
class StorageCommitmentIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String NEVER_SENT = "2.25.7";

    @Inject Vertx vertx;
    @Inject DimseDoor door;
    @Inject Pool pool;
    @Inject ObjectStore store;

    private final List<Result> told = new CopyOnWriteArrayList<>();
    private final String study = Uid.create();
    private final List<Outgoing> instances =
            Samples.headCt(study).stream().map(Outgoing::of).toList();

    @Test
    void whatIsStoredIsCommittedOnTheSameAssociationAndTheRestIsToldWithItsReason() {
        ClientAssociation modality = open("CT1");
        store(modality);
        List<Reference> asked = new ArrayList<>(references());
        asked.add(new Reference(Uid.CTImageStorage, NEVER_SENT));
        asked.add(new Reference(Uid.MRImageStorage, asked.getFirst().sopInstanceUid()));

        assertThat(ask(modality, asked)).isEqualTo(DimseStatus.SUCCESS);

        await().atMost(LONG_ENOUGH).until(() -> !told.isEmpty());
        assertThat(told.getFirst().committed()).containsExactlyInAnyOrderElementsOf(references());
        assertThat(told.getFirst().failures())
                .extracting(Failure::reason)
                .containsExactlyInAnyOrder(0x0112, 0x0119);
        Modality.await(modality.release());
    }

    @Test
    void anInstanceWhoseBytesAreGoneIsNotCommitted() {
        ClientAssociation modality = open("CT1");
        store(modality);
        String lost = references().get(2).sopInstanceUid();
        store.delete(objectOf(lost)).await().atMost(LONG_ENOUGH);

        ask(modality, references());

        await().atMost(LONG_ENOUGH).until(() -> !told.isEmpty());
        assertThat(told.getFirst().committed()).hasSize(instances.size() - 1);
        assertThat(told.getFirst().failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.reference().sopInstanceUid()).isEqualTo(lost);
                    assertThat(failure.reason()).isEqualTo(0x0110);
                });
        Modality.await(modality.release());
    }

    @Test
    void aModalityThatHasLeftIsCalledBackUntilItListens() {
        ClientAssociation modality = open("CT1");
        store(modality);
        ask(modality, references());
        Modality.await(modality.release());
        await().atMost(LONG_ENOUGH).until(() -> attempts("CT1") > 2);
        assertThat(told).isEmpty();

        DicomServer listening =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of("CT1")
                                .withHost("localhost")
                                .withPort(KnownPeers.port("CT1")),
                        DicomServerServices.echoOnly()
                                .withNormalized(Uid.StorageCommitmentPushModel, listener()));
        Modality.await(listening.listen());

        await().atMost(LONG_ENOUGH).until(() -> !told.isEmpty());
        assertThat(told.getFirst().committed()).containsExactlyInAnyOrderElementsOf(references());
        assertThat(told.getFirst().failures()).isEmpty();
        Modality.await(listening.close(Duration.ofSeconds(2)));
    }

    @Test
    void whoMayNotAskIsNotAuthorizedAndABrokenQuestionIsRefused() {
        ClientAssociation modality = open("CT3");
        assertThat(ask(modality, references())).isEqualTo(DimseStatus.NOT_AUTHORIZED);
        Modality.await(modality.release());

        ClientAssociation other = open("CT1");
        NRequest.NAction asked = new Request(Uid.create(), references()).action();
        NRequest.NAction unknown =
                new NRequest.NAction(
                        asked.sopClassUid(), asked.sopInstanceUid(), 7, asked.information());
        assertThat(Modality.await(other.request(unknown)).status())
                .isEqualTo(DimseStatus.NO_SUCH_ACTION_TYPE);
        Modality.await(other.release());
    }

    @Test
    void anArchiveIsAskedAndItsAnswerIsKeptOnWhicheverAssociationItComes() {
        ClientAssociation modality = open("CT1");
        store(modality);
        Modality.await(modality.release());
        List<Request> asked = new CopyOnWriteArrayList<>();
        DicomServer pacs =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of("PACS")
                                .withHost("localhost")
                                .withPort(KnownPeers.port("PACS")),
                        DicomServerServices.echoOnly()
                                .withNormalized(
                                        Uid.StorageCommitmentPushModel,
                                        (request, peer) -> {
                                            Request question =
                                                    Request.of((NRequest.NAction) request);
                                            asked.add(question);
                                            if (asked.size() == 1) {
                                                vertx.setTimer(
                                                        50,
                                                        _ -> peer.request(all(question).event()));
                                            }
                                            return Future.succeededFuture(NResponse.success());
                                        }));
        Modality.await(pacs.listen());

        assertThat(askPacs()).isEqualTo(202);
        await().atMost(LONG_ENOUGH).until(() -> answers().contains("\"committed\":8"));
        assertThat(asked.getFirst().references()).containsExactlyInAnyOrderElementsOf(references());

        assertThat(askPacs()).isEqualTo(202);
        await().atMost(LONG_ENOUGH).until(() -> asked.size() == 2);
        Request question = asked.getLast();
        Result partly =
                new Result(
                        question.transactionUid(),
                        question.references().subList(1, 8),
                        List.of(new Failure(question.references().getFirst(), 0x0110)));
        ClientAssociation reporting = open("PACS");
        assertThat(Modality.await(reporting.request(partly.event())).status())
                .isEqualTo(DimseStatus.SUCCESS);
        Result unknown = new Result(Uid.create(), question.references(), List.of());
        assertThat(Modality.await(reporting.request(unknown.event())).status().code())
                .isEqualTo(0x0115);
        Modality.await(reporting.release());

        assertThat(answers())
                .contains("\"committed\":7")
                .contains("\"reason\":\"0110\"")
                .contains(question.references().getFirst().sopInstanceUid());
        Modality.await(pacs.close(Duration.ofSeconds(2)));
    }

    private static Result all(Request question) {
        return new Result(question.transactionUid(), question.references(), List.of());
    }

    private int askPacs() {
        return administrator()
                .post(
                        archiveCommitments(),
                        "application/json",
                        "{\"archive\":\"PACS\"}".getBytes(StandardCharsets.UTF_8))
                .statusCode();
    }

    private String answers() {
        return administrator().get(archiveCommitments()).body();
    }

    private String archiveCommitments() {
        return "/operations/studies/" + study + "/archive-commitments";
    }

    private static WebDoor administrator() {
        return WebDoor.as(
                "it-administrator",
                ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class));
    }

    @Test
    @Tag("interop")
    void orthancAsksAndHears(@TempDir Path folder) {
        try (Orthanc orthanc =
                Orthanc.startWithDicom(folder, KnownPeers.port("ORTHANC"), door.port())) {
            String uploaded =
                    orthanc.post(
                            "/instances", Samples.renewed(Samples.CHEST_RADIOGRAPH, Uid.create()));
            String id = new io.vertx.core.json.JsonObject(uploaded).getString("ID");
            orthanc.post("/modalities/radbridge/store", id.getBytes(StandardCharsets.UTF_8));
            String transaction =
                    new io.vertx.core.json.JsonObject(
                                    orthanc.post(
                                            "/modalities/radbridge/storage-commitment",
                                            ("{\"Resources\": [\"" + id + "\"]}")
                                                    .getBytes(StandardCharsets.UTF_8)))
                            .getString("ID");

            await().atMost(LONG_ENOUGH)
                    .untilAsserted(() ->
                            assertThat(orthanc.get("/storage-commitment/" + transaction))
                                    .contains("\"Status\" : \"Success\""));
        }
    }

    private ClientAssociation open(String title) {
        return Modality.await(
                DicomClient.create(vertx)
                        .associate(
                                AssociationRequest.to("127.0.0.1", door.port(), "RADBRIDGE", title)
                                        .withSopClass(Uid.StorageCommitmentPushModel)
                                        .withContext(
                                                Uid.CTImageStorage,
                                                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                                        .withNormalized(
                                                Uid.StorageCommitmentPushModel, listener())));
    }

    private NormalizedScp listener() {
        return (request, _) -> {
            told.add(Result.of((NRequest.NEventReport) request));
            return Future.succeededFuture(NResponse.success());
        };
    }

    private void store(ClientAssociation association) {
        for (Outgoing instance : instances) {
            assertThat(Modality.await(association.store(instance.request(), instance.dataSet())))
                    .isEqualTo(DimseStatus.SUCCESS);
        }
    }

    private static DimseStatus ask(ClientAssociation association, List<Reference> references) {
        return Modality.await(association.request(new Request(Uid.create(), references).action()))
                .status();
    }

    private List<Reference> references() {
        return instances.stream()
                .map(Outgoing::request)
                .map(sent -> new Reference(sent.sopClassUid(), sent.sopInstanceUid()))
                .toList();
    }

    private ObjectId objectOf(String sopInstanceUid) {
        return pool.preparedQuery("SELECT object_id FROM instance WHERE sop_instance_uid = $1")
                .execute(Tuple.of(sopInstanceUid))
                .map(rows -> new ObjectId(rows.iterator().next().getUUID(0)))
                .await()
                .atMost(LONG_ENOUGH);
    }

    private long attempts(String title) {
        return pool.preparedQuery(
                        "SELECT coalesce(max(attempts), 0) FROM kit_work WHERE kind = 'commitment-callback'"
                                + " AND work_key = $1 AND state <> 'DONE'")
                .execute(Tuple.of(title))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(LONG_ENOUGH);
    }
}
