package org.radbridge.ingest.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Debian's Orthanc with its DICOMweb plugin, which knows one other server: this service. */
public final class Orthanc implements AutoCloseable {
    private static final String PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

    /** The name that it knows this service by. */
    public static final String RADBRIDGE = "radbridge";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    private Orthanc(Process process, int port) {
        this.process = process;
        this.base = "http://127.0.0.1:" + port;
    }

    /**
     * Starts one.
     *
     * @param radbridge the base of this service's DICOMweb
     * @param token what it shows there
     */
    public static Orthanc start(Path folder, String radbridge, String token) {
        try {
            int port = Ports.free();
            JsonObject peer =
                    new JsonObject()
                            .put("Url", radbridge)
                            .put(
                                    "HttpHeaders",
                                    new JsonObject().put("Authorization", "Bearer " + token))
                            .put("HasDelete", false)
                            .put("ChunkedTransfers", true);
            JsonObject config =
                    new JsonObject()
                            .put("Name", "ORTHANC")
                            .put("StorageDirectory", folder.resolve("storage").toString())
                            .put("IndexDirectory", folder.resolve("index").toString())
                            .put("Plugins", new JsonArray().add(PLUGIN))
                            .put("HttpPort", port)
                            .put("DicomServerEnabled", false)
                            .put("RemoteAccessAllowed", false)
                            .put("AuthenticationEnabled", false)
                            .put("KeepAlive", false)
                            .put(
                                    "DicomWeb",
                                    webDoor()
                                            .put("Servers", new JsonObject().put(RADBRIDGE, peer)));
            return launch(folder, config, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts one that speaks DIMSE with this service, which it knows as {@value #RADBRIDGE}, and
     * serves DICOMweb.
     *
     * @param dicomPort where it listens as ORTHANC
     * @param radbridge the port of this service
     */
    public static Orthanc startWithDicom(Path folder, int dicomPort, int radbridge) {
        try {
            int port = Ports.free();
            JsonArray peer = new JsonArray().add("RADBRIDGE").add("127.0.0.1").add(radbridge);
            JsonObject config =
                    new JsonObject()
                            .put("Name", "ORTHANC")
                            .put("StorageDirectory", folder.resolve("storage").toString())
                            .put("IndexDirectory", folder.resolve("index").toString())
                            .put("HttpPort", port)
                            .put("DicomAet", "ORTHANC")
                            .put("DicomPort", dicomPort)
                            .put("DicomModalities", new JsonObject().put(RADBRIDGE, peer))
                            .put("DicomAlwaysAllowFind", true)
                            .put("DicomAlwaysAllowMove", true)
                            .put("RemoteAccessAllowed", false)
                            .put("AuthenticationEnabled", false)
                            .put("KeepAlive", false)
                            .put("Plugins", new JsonArray().add(PLUGIN))
                            .put("DicomWeb", webDoor());
            return launch(folder, config, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject webDoor() {
        return new JsonObject().put("Enable", true).put("Root", "/dicom-web/");
    }

    private static Orthanc launch(Path folder, JsonObject config, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("orthanc.json"), config.encodePrettily());
        Process process =
                new ProcessBuilder("/usr/sbin/Orthanc", "--verbose", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("orthanc.log").toFile())
                        .start();
        Orthanc orthanc = new Orthanc(process, port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> orthanc.get("/system").contains("ORTHANC"));
        return orthanc;
    }

    /** The base of its DICOMweb. */
    public URI dicomWeb() {
        return URI.create(base + "/dicom-web");
    }

    /** Gets text from its own REST API. */
    public String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET().build());
    }

    /** Posts to its own REST API. */
    public String post(String path, byte[] body) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    /** Deletes by its own REST API. */
    public void delete(String path) {
        send(HttpRequest.newBuilder(URI.create(base + path)).DELETE().build());
    }

    private String send(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(
                        request.uri() + " " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
