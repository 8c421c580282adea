package org.radbridge.fhirmapper.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.PartSpecs;
import org.radbridge.devstack.suite.ProcessSpec;
import org.radbridge.devstack.suite.RunningProcess;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

/**
 * What stands around the mapper: an archive that answers WADO-RS metadata, written by hand, and the
 * dev stack's PACS as a process of its own.
 */
public final class MapperPeers implements QuarkusTestResourceLifecycleManager {
    private static final String STUDIES = "/dicom-web/studies/";

    /** An answer of the PACS that takes longer is a failure, and no reason to wait for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, String> metadata = new ConcurrentHashMap<>();
    private final HttpServer archive;
    private final RunningProcess pacs;
    private final int pacsDimse;
    private final int pacsHttp;

    public MapperPeers() {
        try {
            archive =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Path folder = Files.createTempDirectory("radbridge-mapper-peers");
            Ports ports = new Ports();
            pacsDimse = ports.any();
            pacsHttp = ports.any();
            ProcessSpec spec =
                    PartSpecs.endingWithThisProcess(Installation.find(), folder)
                            .pacs(pacsDimse, pacsHttp);
            pacs = new RunningProcess(spec, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        archive.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        archive.createContext(STUDIES, this::answer);
        archive.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopPacs, "mapper-peers"));
        startPacs();
        return Map.of(
                "radbridge.ingest.url",
                "http://localhost:" + archive.getAddress().getPort(),
                "radbridge.pacs.host",
                "localhost",
                "radbridge.pacs.port",
                Integer.toString(pacsDimse),
                "radbridge.pacs.url",
                pacsDicomWeb(),
                "radbridge.pacs.timeout",
                "3s");
    }

    /** Lets the archive know a study. */
    public void archive(TestStudy study) {
        metadata.put(study.uid(), DicomJson.writeAll(study.instances(), BulkDataUris.NONE));
    }

    /** Starts the PACS, with what it held before. */
    public void startPacs() {
        pacs.launch();
        pacs.awaitHealthy();
    }

    /** Ends the PACS at once. */
    public void killPacs() {
        pacs.kill();
    }

    /** The SRs that the PACS shows for a study, by SOP Instance UID. */
    public List<String> structuredReports(String study) {
        String json =
                get(
                        pacsDicomWeb() + "/studies/" + study + "/instances?Modality=SR",
                        "application/dicom+json");
        return json.isBlank()
                ? List.of()
                : DicomJson.readAll(json).stream()
                        .map(i -> i.string(Tag.SOPInstanceUID).orElseThrow())
                        .toList();
    }

    /** The metadata of a study's objects as the PACS tells it. */
    public List<DataSet> stored(String study) {
        return DicomJson.readAll(
                get(pacsDicomWeb() + "/studies/" + study + "/metadata", "application/dicom+json"));
    }

    public int pacsDimsePort() {
        return pacsDimse;
    }

    public String pacsDicomWeb() {
        return "http://localhost:" + pacsHttp + "/dicom-web";
    }

    private static String get(String url, String accept) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Accept", accept)
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String study = path.substring(STUDIES.length()).replace("/metadata", "");
        boolean authorised =
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                        .startsWith("Bearer ");
        String body = metadata.get(study);
        if (!authorised || body == null || !path.endsWith("/metadata")) {
            exchange.sendResponseHeaders(authorised ? 404 : 401, -1);
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/dicom+json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(MapperPeers.class));
    }

    @Override
    public void stop() {
        archive.stop(0);
        stopPacs();
    }

    private void stopPacs() {
        pacs.stop(Duration.ofSeconds(5));
    }
}
