package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.dicom.data.Tag.PixelData;
import static org.radbridge.dicom.data.Tag.SOPClassUID;
import static org.radbridge.dicom.data.Tag.SOPInstanceUID;
import static org.radbridge.dicom.data.Tag.StudyInstanceUID;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetParser;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.DicomSamples;

/** DCMTK on the other side: echoscu and storescu to our SCP, our SCU to storescp. */
@Tag("interop")
@Tag("A1")
@Tag("A2")
class DcmtkIT {

    @Test
    void echoscuIsAnswered() throws Exception {
        try (TestServer server = TestServer.storing()) {
            assertThat(dcmtk("echoscu", "-v", "-aec", "RADBRIDGE", "127.0.0.1", port(server)))
                    .returns(0, Commands.Outcome::exitCode);
            await().until(() -> server.listener.released.size() == 1);
            assertThat(server.listener.opened.getFirst().implementationVersionName())
                    .hasValueSatisfying(name -> assertThat(name).startsWith("OFFIS_DCMTK"));
        }
    }

    @Test
    void echoscuSeesThatTheCalledAeTitleIsNotRecognized() throws Exception {
        try (TestServer server = TestServer.storing()) {
            Commands.Outcome outcome =
                    dcmtk("echoscu", "-v", "-aec", "OTHER", "127.0.0.1", port(server));
            assertThat(outcome.exitCode()).isNotZero();
            assertThat(outcome.output())
                    .contains("Rejected Permanent")
                    .contains("Called AE Title Not Recognized");
        }
    }

    @Test
    void echoscuSeesThatItIsNotRecognized() throws Exception {
        DicomServerServices services =
                DicomServerServices.echoOnly()
                        .withCallerPolicy(CallerPolicy.knownAeTitles(Set.of("CT1")));
        try (TestServer server = TestServer.with(TestServer.options(), services)) {
            Commands.Outcome outcome =
                    dcmtk("echoscu", "-v", "-aec", "RADBRIDGE", "127.0.0.1", port(server));
            assertThat(outcome.output())
                    .contains("Rejected Permanent")
                    .contains("Calling AE Title Not Recognized");
            assertThat(server.listener.rejectedCallers)
                    .singleElement()
                    .returns("ECHOSCU", Caller::callingAeTitle);
        }
    }

    @Test
    void echoscuSeesThatThereIsNoRoom() throws Exception {
        DicomServerOptions one = TestServer.options().withMaximumAssociations(1);
        try (TestServer server = TestServer.storing(one)) {
            server.associate();
            assertThat(
                            dcmtk("echoscu", "-v", "-aec", "RADBRIDGE", "127.0.0.1", port(server))
                                    .output())
                    .contains("Rejected Transient")
                    .contains("Local Limit Exceeded");
        }
    }

    @Test
    void echoscuIsAnsweredOverTls(@TempDir Path folder) throws Exception {
        TlsOptions tls = TlsOptions.server(Keys.create(folder, "server"));
        Keys.trust(folder, "server");
        try (TestServer server = TestServer.storing(TestServer.options().withTls(tls))) {
            Commands.Outcome outcome =
                    dcmtk(
                            "echoscu",
                            "-v",
                            "+tla",
                            "+cf",
                            folder.resolve("server.crt").toString(),
                            "-aec",
                            "RADBRIDGE",
                            "127.0.0.1",
                            port(server));
            assertThat(outcome).returns(0, Commands.Outcome::exitCode);
            assertThat(server.listener.opened.getFirst().tls()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ct-series/head-gantry-tilt",
                "ct-series/abdomen-3slice",
                "mr-series/abdomen"
            })
    void storescuOfARealSeriesArrivesWhole(String series) throws Exception {
        List<Path> files = DicomSamples.files(series);
        try (TestServer server = TestServer.storing()) {
            Commands.Outcome outcome =
                    dcmtk(
                            "storescu",
                            "-v",
                            "+sd",
                            "+r",
                            "-aec",
                            "RADBRIDGE",
                            "127.0.0.1",
                            port(server),
                            files.getFirst().getParent().toString());
            assertThat(outcome).returns(0, Commands.Outcome::exitCode);
            assertThat(server.store.stored()).hasSize(files.size());
            for (Path file : files) {
                assertSamePixels(file, server.store.stored());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mr-series/brain-mosaic/mosaic_jpegll.dcm, -xs",
        "mr-series/brain-mosaic/mosaic_j2k.dcm, -xv",
        "radiograph/RG1_J2KI.dcm, -xw"
    })
    void storescuOfCompressedObjectsKeepsThemCompressed(String sample, String proposal)
            throws Exception {
        Path file = DicomSamples.file(sample);
        try (TestServer server = TestServer.storing()) {
            Commands.Outcome outcome =
                    dcmtk(
                            "storescu",
                            "-v",
                            "-R",
                            proposal,
                            "-aec",
                            "RADBRIDGE",
                            "127.0.0.1",
                            port(server),
                            file.toString());
            assertThat(outcome).returns(0, Commands.Outcome::exitCode);
            assertThat(server.store.stored().getFirst().request().transferSyntax())
                    .isEqualTo(Part10Reader.read(file).transferSyntax());
            assertSamePixels(file, server.store.stored());
        }
    }

    @Test
    void storescuSeesTheStatusThatAHandlerRefusesWith() throws Exception {
        Path file = DicomSamples.files("ct-series/abdomen-3slice").getFirst();
        CStoreScp full =
                (_, _) -> {
                    throw new DimseException(DimseStatus.OUT_OF_RESOURCES);
                };
        try (TestServer server =
                TestServer.with(TestServer.options(), DicomServerServices.storing(full))) {
            assertThat(
                            dcmtk(
                                            "storescu",
                                            "-v",
                                            "-aec",
                                            "RADBRIDGE",
                                            "127.0.0.1",
                                            port(server),
                                            file.toString())
                                    .output())
                    .contains("Refused: OutOfResources");
        }
    }

    @Test
    void ourScuSendsRealFilesToStorescpBitByBit(@TempDir Path received) throws Exception {
        List<Path> files =
                Stream.of("ct-series/head-gantry-tilt", "mr-series", "radiograph")
                        .flatMap(folder -> DicomSamples.files(folder).stream())
                        .filter(DcmtkIT::isTakenByStorescp)
                        .toList();
        int port = freePort();
        Process storescp =
                new ProcessBuilder(
                                "storescp",
                                "+B",
                                "+xa",
                                "-aet",
                                "PACS",
                                "-od",
                                received.toString(),
                                String.valueOf(port))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Vertx vertx = Vertx.vertx();
        try {
            await().until(() -> accepts(port));
            send(vertx, port, files);
        } finally {
            TestServer.await(vertx.close());
            storescp.destroy();
            storescp.waitFor();
        }
        try (Stream<Path> stored = Files.list(received)) {
            assertThat(stored.map(DcmtkIT::digestOfDataSet))
                    .containsExactlyInAnyOrderElementsOf(
                            files.stream().map(DcmtkIT::digestOfDataSet).toList());
        }
    }

    private static void send(Vertx vertx, int port, List<Path> files) throws IOException {
        AssociationRequest request =
                AssociationRequest.to("127.0.0.1", port, "PACS", "RADBRIDGE").withVerification();
        List<CStoreRequest> stores = new ArrayList<>();
        for (Path file : files) {
            Part10File part10 = Part10Reader.read(file);
            CStoreRequest store =
                    CStoreRequest.of(
                            part10.dataSet().string(SOPClassUID).orElseThrow(),
                            part10.dataSet().string(SOPInstanceUID).orElseThrow(),
                            part10.transferSyntax());
            stores.add(store);
            request = request.withStorage(store.sopClassUid(), Set.of(store.transferSyntax()));
        }
        ClientAssociation association =
                TestServer.await(DicomClient.create(vertx).associate(request));
        assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        for (int i = 0; i < files.size(); i++) {
            assertThat(TestServer.await(association.store(stores.get(i), dataSetOf(files.get(i)))))
                    .isEqualTo(DimseStatus.SUCCESS);
        }
        TestServer.await(association.release());
    }

    private static void assertSamePixels(Path file, List<RecordingStore.Stored> stored)
            throws IOException {
        Part10File sent = Part10Reader.read(file);
        String uid = sent.dataSet().string(SOPInstanceUID).orElseThrow();
        RecordingStore.Stored match =
                stored.stream()
                        .filter(object -> object.request().sopInstanceUid().equals(uid))
                        .findFirst()
                        .orElseThrow();
        DataSetParser parser =
                new DataSetParser(match.request().transferSyntax(), ReadLimits.WHOLE);
        parser.feed(match.dataSet().getBytes());
        DataSet arrived = parser.finish();
        assertThat(arrived.string(StudyInstanceUID))
                .isEqualTo(sent.dataSet().string(StudyInstanceUID));
        if (sent.transferSyntax().encapsulated()) {
            assertThat(arrived.element(PixelData))
                    .isPresent()
                    .isEqualTo(sent.dataSet().element(PixelData));
        } else {
            assertThat(arrived.bytes(PixelData).orElseThrow())
                    .isEqualTo(sent.dataSet().bytes(PixelData).orElseThrow());
        }
    }

    /**
     * Storescp gives up at pixel data of odd length, and of two objects with one SOP Instance UID
     * it keeps the last.
     */
    private static boolean isTakenByStorescp(Path file) {
        return !file.endsWith("dx_image.dcm")
                && !file.endsWith("mosaic_j2k.dcm")
                && !file.endsWith("RG1_J2KI.dcm");
    }

    private static String digestOfDataSet(Path file) {
        return UUID.nameUUIDFromBytes(dataSetOf(file).getBytes()).toString();
    }

    /** What follows the file meta information, whose length stands at byte 140 (PS3.10 §7.1). */
    private static Buffer dataSetOf(Path file) {
        try {
            Buffer bytes = Buffer.buffer(Files.readAllBytes(file));
            return bytes.getBuffer(144 + bytes.getIntLE(140), bytes.length());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Commands.Outcome dcmtk(String... command)
            throws IOException, InterruptedException {
        List<String> limited = new ArrayList<>(List.of("timeout", "60"));
        limited.addAll(List.of(command));
        return Commands.run(limited.toArray(String[]::new));
    }

    private static String port(TestServer server) {
        return String.valueOf(server.port());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
