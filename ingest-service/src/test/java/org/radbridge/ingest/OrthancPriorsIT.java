package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.dicom.data.Tag.PatientID;
import static org.radbridge.dicom.data.Tag.StudyDate;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.PriorStudy;
import org.radbridge.contracts.PriorStudy.Availability;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Orthanc as the archive that has the priors: by C-FIND and C-MOVE, and by QIDO-RS and WADO-RS. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(OrthancPriorsIT.Orthanc.class)
@Tag("interop")
@Tag("A7")
class OrthancPriorsIT {
    private static final Path ORTHANC = Path.of("/usr/sbin/Orthanc");
    private static final Path DICOM_WEB =
            Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
    private static final Path PRIORS = Path.of("target/priors-orthanc.yaml");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @Inject DimseDoor door;
    @TempDir Path folder;

    private final String study = Uid.create();
    private final String prior = Uid.create();
    private final String patient = "P" + study.hashCode();
    private final HttpClient http = HttpClient.newHttpClient();
    private Process orthanc;
    private EventProbe probe;
    private WebDoor gateway;
    private WebDoor administrator;

    /** Orthanc in the registry; which of its protocols is used, each test says. */
    public static class Orthanc implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Path entities = Path.of("target/application-entities-orthanc.yaml");
            write(
                    entities,
                    "entities: [{title: ORTHANC, host: 127.0.0.1, port: %d, may: [store]}]"
                            .formatted(port("dicom")));
            write(PRIORS, "archives: []");
            return Map.of(
                    "radbridge.ae.entities",
                    entities.toString(),
                    "radbridge.priors.settings",
                    PRIORS.toString());
        }
    }

    @BeforeEach
    void startOrthanc() throws IOException {
        assumeThat(ORTHANC).exists();
        assumeThat(DICOM_WEB).exists();
        Path configuration =
                Files.writeString(
                        folder.resolve("orthanc.json"),
                        """
                        {"Name": "archive", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s",
                         "DicomAet": "ORTHANC", "DicomPort": %2$d, "HttpPort": %3$d,
                         "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "KeepAlive": false,
                         "DicomAlwaysAllowFind": true, "DicomAlwaysAllowMove": true,
                         "Plugins": ["%4$s"], "DicomWeb": {"Enable": true, "Root": "/dicom-web/"},
                         "DicomModalities": {"radbridge": ["RADBRIDGE", "127.0.0.1", %5$d]}}
                        """
                                .formatted(
                                        folder.resolve("db"),
                                        port("dicom"),
                                        port("http"),
                                        DICOM_WEB,
                                        door.port()));
        orthanc =
                new ProcessBuilder(ORTHANC.toString(), configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("orthanc.log").toFile())
                        .start();
        await().atMost(LONG_ENOUGH).ignoreExceptions().until(() -> status("/system") == 200);
        probe = EventProbe.connect();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        administrator = WebDoor.as("it-administrator", port);
    }

    @AfterEach
    void stopOrthanc() {
        if (orthanc != null) {
            orthanc.destroy();
            orthanc.onExit().join();
            probe.close();
        }
    }

    @Test
    void aPriorIsFoundAndMovedByDimse() throws Exception {
        use("archives: [{name: dimse, aeTitle: ORTHANC, issuer: 'urn:radbridge:site'}]");

        requirePriorFrom("dimse");
    }

    @Test
    void aPriorIsFoundAndRetrievedByDicomWeb() throws Exception {
        use(
                "archives: [{name: web, dicomWeb: 'http://127.0.0.1:%d/dicom-web', issuer: 'urn:radbridge:site'}]"
                        .formatted(port("http")));

        requirePriorFrom("web");
    }

    private void requirePriorFrom(String source) throws Exception {
        for (byte[] file : headCt(prior, "20250701")) {
            HttpRequest upload =
                    HttpRequest.newBuilder(uri("/instances"))
                            .POST(BodyPublishers.ofByteArray(file))
                            .build();
            assertThat(http.send(upload, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }

        gateway.store(headCt(study, "20261101"));

        await().atMost(LONG_ENOUGH).until(() -> !closes(study).isEmpty());
        PriorStudy found = closes(study).getFirst().priors().getFirst();
        assertThat(found.studyInstanceUid()).isEqualTo(prior);
        assertThat(found.source()).isEqualTo(source);
        assertThat(found.availability()).isEqualTo(Availability.STORED);
        assertThat(found.series().getFirst().instances()).isEqualTo(8);
        assertThat(closes(prior)).isEmpty();
    }

    private void use(String settings) {
        write(PRIORS, settings + "\nbudget: {urgent: 0s, routine: 40s}\n");
        assertThat(
                        administrator
                                .post(
                                        "/operations/settings/priors/reload",
                                        "application/json",
                                        new byte[0])
                                .statusCode())
                .isEqualTo(200);
    }

    private List<byte[]> headCt(String uid, String date) {
        return Samples.headCt(uid).stream()
                .map(file -> Samples.with(file, PatientID, patient))
                .map(file -> Samples.with(file, StudyDate, date))
                .toList();
    }

    private List<StudyClosed> closes(String uid) {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(uid))
                .toList();
    }

    private int status(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port("http") + path);
    }

    /** The profile and the test are loaded by two class loaders, and have to agree. */
    private static int port(String use) {
        String key = OrthancPriorsIT.class.getName() + "." + use;
        return Integer.parseInt(
                (String)
                        System.getProperties()
                                .computeIfAbsent(key, _ -> Integer.toString(freePort())));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String yaml) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
