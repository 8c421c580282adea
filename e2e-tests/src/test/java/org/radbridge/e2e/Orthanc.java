package org.radbridge.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.radbridge.devstack.part.Ports;

/** Debian's Orthanc, an archive that others wrote, for as long as a test takes. */
final class Orthanc implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final Process process;

    Orthanc(Path folder) throws IOException {
        Ports ports = new Ports();
        port = ports.any();
        ObjectNode config =
                MAPPER.createObjectNode()
                        .put("Name", "ORTHANC")
                        .put("StorageDirectory", folder.resolve("storage").toString())
                        .put("IndexDirectory", folder.resolve("index").toString())
                        .put("HttpPort", port)
                        .put("DicomPort", ports.any())
                        .put("RemoteAccessAllowed", false)
                        .put("AuthenticationEnabled", false);
        Path file = Files.writeString(folder.resolve("orthanc.json"), config.toString());
        process =
                new ProcessBuilder("/usr/sbin/Orthanc", file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("orthanc.log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> send(request("/system").GET()).statusCode() == 200);
    }

    /** Gives it an object, as a file. */
    String put(byte[] file) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                send(request("/instances").POST(BodyPublishers.ofByteArray(file)));
        if (response.statusCode() != 200) {
            throw new AssertionError("Orthanc says " + response.statusCode());
        }
        return MAPPER.readTree(response.body()).path("ID").asText();
    }

    /** The file of an object. */
    byte[] file(String id) throws IOException, InterruptedException {
        return send(request("/instances/" + id + "/file").GET()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
