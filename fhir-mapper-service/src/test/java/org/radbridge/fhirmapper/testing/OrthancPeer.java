package org.radbridge.fhirmapper.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.radbridge.devstack.part.Ports;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.json.DicomJson;

/**
 * Debian's Orthanc as a further destination, told by C-STORE and asked for storage commitment,
 * which it reports on an association of its own.
 */
public final class OrthancPeer implements QuarkusTestResourceLifecycleManager {
    private static final String PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int http;
    private final int dimse;
    private final int reports;
    private final Process process;

    public OrthancPeer() {
        try {
            Ports ports = new Ports();
            http = ports.any();
            dimse = ports.any();
            reports = ports.any();
            process = launch(Files.createTempDirectory("radbridge-orthanc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(Path folder) throws IOException {
        JsonArray mapper = new JsonArray().add("RADBRIDGE").add("127.0.0.1").add(reports);
        JsonObject config =
                new JsonObject()
                        .put("Name", "ORTHANC")
                        .put("StorageDirectory", folder.resolve("storage").toString())
                        .put("IndexDirectory", folder.resolve("index").toString())
                        .put("Plugins", new JsonArray().add(PLUGIN))
                        .put("HttpPort", http)
                        .put("DicomAet", "ORTHANC")
                        .put("DicomPort", dimse)
                        .put("DicomModalities", new JsonObject().put("mapper", mapper))
                        .put("RemoteAccessAllowed", false)
                        .put("AuthenticationEnabled", false)
                        .put("DicomWeb", new JsonObject().put("Enable", true));
        Path file = Files.writeString(folder.resolve("orthanc.json"), config.encodePrettily());
        return new ProcessBuilder("/usr/sbin/Orthanc", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orthanc.log").toFile())
                .start();
    }

    @Override
    public Map<String, String> start() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/system", "application/json").length > 0);
        String prefix = "radbridge.pacs.destinations.orthanc.";
        return Map.of(
                prefix + "host",
                "localhost",
                prefix + "port",
                Integer.toString(dimse),
                prefix + "ae-title",
                "ORTHANC",
                prefix + "confirmation",
                "storage-commitment",
                prefix + "timeout",
                "5s",
                prefix + "objects",
                "structured-report,parametric-map,presentation-state,secondary-capture",
                "radbridge.pacs.commitment-port",
                Integer.toString(reports),
                "radbridge.pacs.commitment-host",
                "127.0.0.1");
    }

    /** The metadata of a study's objects; what is bulk data there is empty. */
    public List<DataSet> stored(String study) {
        return DicomJson.readAll(
                new String(
                        get("/dicom-web/studies/" + study + "/metadata", "application/dicom+json"),
                        StandardCharsets.UTF_8),
                (tag, vr, _) -> new BinaryElement(tag, vr, new byte[0]));
    }

    /** An object as a file. */
    public byte[] file(String sopInstanceUid) {
        JsonObject query =
                new JsonObject()
                        .put("Level", "Instance")
                        .put("Query", new JsonObject().put("SOPInstanceUID", sopInstanceUid));
        try {
            String found =
                    CLIENT.send(
                                    HttpRequest.newBuilder(uri("/tools/find"))
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            query.encode()))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            return get(
                    "/instances/" + new JsonArray(found).getString(0) + "/file",
                    "application/dicom");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + http + path);
    }

    private byte[] get(String path, String accept) {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(uri(path))
                                    .header("Accept", accept)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OrthancPeer.class));
    }

    @Override
    public void stop() {
        process.destroyForcibly();
    }
}
