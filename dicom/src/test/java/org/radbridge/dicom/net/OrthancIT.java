package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.samples.DicomSamples;

/** Orthanc on the other side: C-STORE, C-FIND and C-MOVE, both directions. */
@Tag("interop")
@Tag("A2")
@Tag("A7")
class OrthancIT {

    private static final Path ORTHANC = Path.of("/usr/sbin/Orthanc");
    private static final String FIND = Uid.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = Uid.StudyRootQueryRetrieveInformationModelMove;

    private final HttpClient http = HttpClient.newHttpClient();
    private SampleArchive samples;
    private RecordingStore store;
    private TestServer server;
    private PeerProcess orthanc;
    private int dicomPort;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        assumeThat(ORTHANC).exists();
        samples = new SampleArchive(DicomSamples.files("ct-series/abdomen-3slice"));
        store = new RecordingStore();
        dicomPort = PeerProcess.freePort();
        server =
                TestServer.storing(
                        TestServer.options(),
                        store,
                        samples.services(
                                (aeTitle, _) ->
                                        Future.succeededFuture(
                                                Optional.of(aeTitle)
                                                        .filter("ORTHANC"::equals)
                                                        .map(_ -> toOrthanc())),
                                store));
        int httpPort = PeerProcess.freePort();
        Path configuration =
                Files.writeString(
                        folder.resolve("orthanc.json"),
                        """
                        {"Name": "peer", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s",
                         "DicomAet": "ORTHANC", "DicomPort": %2$d, "HttpPort": %3$d,
                         "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                         "DicomAlwaysAllowMove": true, "Plugins": [],
                         "DicomModalities": {"radbridge": ["RADBRIDGE", "127.0.0.1", %4$d]}}
                        """
                                .formatted(
                                        folder.resolve("db"), dicomPort, httpPort, server.port()));
        orthanc =
                PeerProcess.start(
                        httpPort,
                        folder.resolve("orthanc.log"),
                        List.of(ORTHANC.toString(), configuration.toString()));
    }

    @AfterEach
    void stop() {
        if (orthanc != null) {
            orthanc.close();
            server.close();
        }
    }

    @Test
    void orthancStoresFindsAndMovesForOurScu() throws Exception {
        ClientAssociation association =
                TestServer.await(
                        DicomClient.create(server.vertx)
                                .associate(
                                        toOrthanc()
                                                .withVerification()
                                                .withStorage(
                                                        Uid.CTImageStorage,
                                                        Set.of(
                                                                TransferSyntax
                                                                        .EXPLICIT_VR_LITTLE_ENDIAN))
                                                .withSopClass(FIND)
                                                .withSopClass(MOVE)));
        assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        List<String> sent = storeSamples(association);

        List<DataSet> found = new CopyOnWriteArrayList<>();
        assertThat(
                        TestServer.await(
                                association
                                        .find(
                                                CFindRequest.of(FIND, identifier()),
                                                match -> {
                                                    found.add(match);
                                                    return Future.succeededFuture();
                                                })
                                        .result()))
                .isEqualTo(DimseStatus.SUCCESS);
        assertThat(found).hasSize(1);

        RetrieveResult moved =
                TestServer.await(
                        association
                                .retrieve(
                                        RetrieveRequest.CMove.of(MOVE, "RADBRIDGE", identifier()),
                                        _ -> {})
                                .result());
        assertThat(moved.status()).isEqualTo(DimseStatus.SUCCESS);
        assertThat(storedUids()).containsExactlyInAnyOrderElementsOf(sent);
        TestServer.await(association.release());
    }

    @Test
    void orthancEchoesQueriesRetrievesAndStoresToOurScp() throws Exception {
        post("/modalities/radbridge/echo", "{}");
        String query =
                idOf(
                        post(
                                "/modalities/radbridge/query",
                                """
                                {"Level": "Study", "Query": {"StudyInstanceUID": "%s"}}
                                """
                                        .formatted(samples.studyInstanceUid())));
        assertThat(get("/queries/" + query + "/answers")).contains("\"0\"");

        post("/queries/" + query + "/answers/0/retrieve", "{\"TargetAet\": \"ORTHANC\"}");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> count(get("/instances"), "\"") == 2 * samples.files.size());
        String study = get("/studies").replaceAll("[^0-9a-f-]", "");

        post("/modalities/radbridge/store", "{\"Resources\": [\"" + study + "\"]}");

        assertThat(storedUids())
                .containsExactlyInAnyOrderElementsOf(
                        samples.archive.instances().stream()
                                .map(RetrievableInstance::sopInstanceUid)
                                .toList());
    }

    private List<String> storeSamples(ClientAssociation association) {
        List<String> sent = new ArrayList<>();
        for (RetrievableInstance instance : samples.archive.instances()) {
            TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            Future<DimseStatus> answer =
                    instance.open(syntax)
                            .compose(opened ->
                                    association.store(
                                            CStoreRequest.of(
                                                    instance.sopClassUid(),
                                                    instance.sopInstanceUid(),
                                                    syntax),
                                            opened.dataSet()));
            assertThat(TestServer.await(answer)).isEqualTo(DimseStatus.SUCCESS);
            sent.add(instance.sopInstanceUid());
        }
        return sent;
    }

    private List<String> storedUids() {
        return store.stored().stream().map(stored -> stored.request().sopInstanceUid()).toList();
    }

    private AssociationRequest toOrthanc() {
        return AssociationRequest.to("127.0.0.1", dicomPort, "ORTHANC", "RADBRIDGE");
    }

    private DataSet identifier() {
        return new DataSet()
                .put(org.radbridge.dicom.data.Tag.QueryRetrieveLevel, "STUDY")
                .put(org.radbridge.dicom.data.Tag.StudyInstanceUID, samples.studyInstanceUid());
    }

    private static String idOf(String answer) {
        return answer.replaceAll("(?s).*\"ID\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    private static long count(String text, String what) {
        return text.chars().filter(c -> c == what.charAt(0)).count();
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + orthanc.port() + path);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
