package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.DicomSamples;

/**
 * DCMTK on the other side of query, retrieval and storage, both directions, in clear and with TLS
 * in which both sides show a certificate; its movescu, getscu and dcmqrscp know no TLS.
 */
@Tag("interop")
@Tag("A2")
@Tag("A7")
class DcmtkQueryRetrieveIT {

    private static final String FIND = Uid.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = Uid.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = Uid.StudyRootQueryRetrieveInformationModelGet;
    private static final List<TransferSyntax> UNCOMPRESSED =
            List.of(
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);

    @TempDir private static Path keys;
    private static PemFiles dcmtkPem;
    private static PfxOptions ourIdentity;
    private static PfxOptions trustInDcmtk;
    private static String ourCertificate;

    @TempDir Path folder;
    private SampleArchive samples;

    @BeforeAll
    static void makeKeys() throws Exception {
        ourIdentity = Keys.create(keys, "ours");
        PfxOptions dcmtk = Keys.create(keys, "dcmtk");
        trustInDcmtk = Keys.trust(keys, "dcmtk");
        Keys.trust(keys, "ours");
        ourCertificate = keys.resolve("ours.crt").toString();
        dcmtkPem = PemFiles.of(keys, "dcmtk", dcmtk);
    }

    @BeforeEach
    void readSamples() throws Exception {
        samples = new SampleArchive(DicomSamples.files("ct-series/abdomen-3slice"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void echoscuAndStorescuAreServed(boolean tls) throws Exception {
        try (TestServer server = serving(tls, Optional.empty())) {
            assertSucceeds(scu(tls, "echoscu", server.port(), List.of(), List.of()));
            assertSucceeds(
                    scu(
                            tls,
                            "storescu",
                            server.port(),
                            List.of(),
                            samples.files.stream().map(Path::toString).toList()));
            assertThat(server.store.stored()).hasSize(samples.files.size());
            assertThat(server.listener.opened)
                    .allSatisfy(association -> assertThat(association.tls()).isEqualTo(tls));
        }
    }

    @ParameterizedTest
    @CsvSource({"+px, BCP_195", "+py, NON_DOWNGRADING", "+pz, EXTENDED"})
    void echoscuIsServedInEachTlsProfile(String option, TlsProfile profile) throws Exception {
        TlsOptions tls = TlsOptions.mutualServer(ourIdentity, trustInDcmtk).withProfile(profile);
        try (TestServer server = TestServer.storing(TestServer.options().withTls(tls))) {
            assertSucceeds(scu(true, "echoscu", server.port(), List.of(option), List.of()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findscuFindsTheStudy(boolean tls) throws Exception {
        try (TestServer server = serving(tls, Optional.empty())) {
            Commands.Outcome outcome =
                    scu(tls, "findscu", server.port(), List.of("-S"), keys("PatientName="));
            assertSucceeds(outcome);
            assertThat(outcome.output())
                    .contains("Find Response: 1 (Pending)")
                    .contains(samples.studyInstanceUid());
        }
    }

    @Test
    void movescuIsSentTheStudy() throws Exception {
        int destination = PeerProcess.freePort();
        try (TestServer server = serving(false, Optional.of(ours(false, destination, "MOVESCU")))) {
            Commands.Outcome outcome =
                    scu(
                            false,
                            "movescu",
                            server.port(),
                            List.of(
                                    "-S",
                                    "-aem",
                                    "MOVESCU",
                                    "+xs",
                                    "--port",
                                    String.valueOf(destination),
                                    "-od",
                                    received().toString()),
                            keys());
            assertSucceeds(outcome);
            assertThat(fileCount()).isEqualTo(samples.files.size());
        }
    }

    @Test
    void getscuIsSentTheStudyBack() throws Exception {
        try (TestServer server = serving(false, Optional.empty())) {
            assertSucceeds(
                    scu(
                            false,
                            "getscu",
                            server.port(),
                            List.of("-S", "-od", received().toString()),
                            keys()));
            assertThat(fileCount()).isEqualTo(samples.files.size());
        }
    }

    @Test
    void dcmqrscpStoresFindsMovesAndGetsForOurScu() throws Exception {
        try (TestServer destination = serving(false, Optional.empty());
                PeerProcess dcmqrscp = dcmqrscp(destination.port())) {
            ClientAssociation association =
                    associate(destination, ours(false, dcmqrscp.port(), "QRSCP"));
            assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
            List<String> sent = store(association);

            List<DataSet> found = new CopyOnWriteArrayList<>();
            CFindRequest query = CFindRequest.of(FIND, identifier());
            assertThat(TestServer.await(association.find(query, collect(found)).result()))
                    .isEqualTo(DimseStatus.SUCCESS);
            assertThat(found)
                    .singleElement()
                    .satisfies(match ->
                            assertThat(match.string(org.radbridge.dicom.data.Tag.StudyInstanceUID))
                                    .contains(samples.studyInstanceUid()));

            RetrieveResult moved =
                    TestServer.await(
                            association
                                    .retrieve(
                                            RetrieveRequest.CMove.of(
                                                    MOVE, "RADBRIDGE", identifier()),
                                            _ -> {})
                                    .result());
            assertThat(moved.status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(moved.subOperations().completed()).isEqualTo(sent.size());
            assertThat(uids(destination.store)).containsExactlyInAnyOrderElementsOf(sent);
            TestServer.await(association.release());

            RecordingStore got = new RecordingStore();
            ClientAssociation getting = associateForGet(destination, dcmqrscp.port(), got);
            RetrieveResult result =
                    TestServer.await(
                            getting.retrieve(RetrieveRequest.CGet.of(GET, identifier()), _ -> {})
                                    .result());
            assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(uids(got)).containsExactlyInAnyOrderElementsOf(sent);
            TestServer.await(getting.release());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storescpStoresWhatOurScuSends(boolean tls) throws Exception {
        int port = PeerProcess.freePort();
        List<String> command = new ArrayList<>(List.of("storescp", "-od", received().toString()));
        command.addAll(tlsOptions(tls));
        command.add(String.valueOf(port));
        try (TestServer server = serving(tls, Optional.empty());
                PeerProcess storescp = PeerProcess.start(port, log(), command)) {
            ClientAssociation association =
                    associate(server, ours(tls, storescp.port(), "STORESCP"));
            assertThat(store(association)).hasSize(samples.files.size());
            TestServer.await(association.release());
            assertThat(fileCount()).isEqualTo(samples.files.size());
        }
    }

    private List<String> store(ClientAssociation association) throws IOException {
        List<String> sent = new ArrayList<>();
        for (RetrievableInstance instance : samples.archive.instances()) {
            CStoreRequest request =
                    CStoreRequest.of(
                            instance.sopClassUid(),
                            instance.sopInstanceUid(),
                            instance.transferSyntaxes().getFirst());
            Future<DimseStatus> answer =
                    instance.open(request.transferSyntax())
                            .compose(opened -> association.store(request, opened.dataSet()));
            assertThat(TestServer.await(answer)).isEqualTo(DimseStatus.SUCCESS);
            sent.add(instance.sopInstanceUid());
        }
        return sent;
    }

    private static MatchHandler collect(List<DataSet> found) {
        return match -> {
            found.add(match);
            return Future.succeededFuture();
        };
    }

    private static List<String> uids(RecordingStore store) {
        return store.stored().stream().map(stored -> stored.request().sopInstanceUid()).toList();
    }

    private DataSet identifier() {
        return new DataSet()
                .put(org.radbridge.dicom.data.Tag.QueryRetrieveLevel, "STUDY")
                .put(org.radbridge.dicom.data.Tag.StudyInstanceUID, samples.studyInstanceUid());
    }

    private List<String> keys(String... more) {
        List<String> keys = new ArrayList<>();
        Stream.concat(
                        Stream.of(
                                "QueryRetrieveLevel=STUDY",
                                "StudyInstanceUID=" + samples.studyInstanceUid()),
                        Stream.of(more))
                .forEach(key -> keys.addAll(List.of("-k", key)));
        return keys;
    }

    private TestServer serving(boolean tls, Optional<AssociationRequest> destination) {
        RecordingStore store = new RecordingStore();
        DicomServerOptions options = TestServer.options();
        return TestServer.storing(
                tls ? options.withTls(TlsOptions.mutualServer(ourIdentity, trustInDcmtk)) : options,
                store,
                samples.services((_, _) -> Future.succeededFuture(destination), store));
    }

    private AssociationRequest ours(boolean tls, int port, String calledAeTitle) {
        AssociationRequest request =
                AssociationRequest.to("127.0.0.1", port, calledAeTitle, "RADBRIDGE");
        return tls ? request.withTls(TlsOptions.mutualClient(ourIdentity, trustInDcmtk)) : request;
    }

    private static ClientAssociation associate(TestServer server, AssociationRequest request) {
        return TestServer.await(
                DicomClient.create(server.vertx)
                        .associate(
                                request.withVerification()
                                        .withStorage(Uid.CTImageStorage, Set.copyOf(UNCOMPRESSED))
                                        .withSopClass(FIND)
                                        .withSopClass(MOVE)));
    }

    private ClientAssociation associateForGet(TestServer server, int port, CStoreScp store) {
        return TestServer.await(
                DicomClient.create(server.vertx)
                        .associate(
                                ours(false, port, "QRSCP")
                                        .withSopClass(GET)
                                        .withRetrieval(
                                                Set.of(Uid.CTImageStorage), UNCOMPRESSED, store)));
    }

    private Commands.Outcome scu(
            boolean tls, String program, int port, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("timeout", "60", program, "-v"));
        command.addAll(tlsOptions(tls));
        command.addAll(options);
        command.addAll(List.of("-aec", "RADBRIDGE"));
        if (arguments.contains("-k")) {
            command.addAll(arguments);
        }
        command.addAll(List.of("127.0.0.1", String.valueOf(port)));
        if (!arguments.contains("-k")) {
            command.addAll(arguments);
        }
        return Commands.run(command.toArray(String[]::new));
    }

    private List<String> tlsOptions(boolean tls) {
        return tls
                ? List.of("+tls", dcmtkPem.key(), dcmtkPem.certificate(), "+cf", ourCertificate)
                : List.of();
    }

    private PeerProcess dcmqrscp(int destinationPort) throws IOException {
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectories(folder.resolve("qrscp"));
        Path configuration =
                Files.writeString(
                        folder.resolve("dcmqrscp.cfg"),
                        """
                        MaxPDUSize = 16384
                        MaxAssociations = 16
                        HostTable BEGIN
                        radbridge = (RADBRIDGE, 127.0.0.1, %d)
                        HostTable END
                        VendorTable BEGIN
                        VendorTable END
                        AETable BEGIN
                        QRSCP %s RW (200, 1024mb) ANY
                        AETable END
                        """
                                .formatted(destinationPort, storage));
        List<String> command = new ArrayList<>(List.of("dcmqrscp", "-c", configuration.toString()));
        command.add(String.valueOf(port));
        return PeerProcess.start(port, log(), command);
    }

    private Path received() throws IOException {
        return Files.createDirectories(folder.resolve("received"));
    }

    private Path log() {
        return folder.resolve("peer.log");
    }

    private long fileCount() throws IOException {
        try (Stream<Path> files = Files.list(received())) {
            return files.count();
        }
    }

    private static void assertSucceeds(Commands.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
}
