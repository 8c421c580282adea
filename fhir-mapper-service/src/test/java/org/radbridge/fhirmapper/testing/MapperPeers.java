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
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.PartSpecs;
import org.radbridge.devstack.suite.ProcessSpec;
import org.radbridge.devstack.suite.RunningProcess;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

/**
 * What stands around the mapper: an archive that answers WADO-RS metadata, written by hand, and the
 * dev stack's PACS as a process of its own.
 */
public final class MapperPeers implements QuarkusTestResourceLifecycleManager {
    private static final String STUDIES = "/dicom-web/studies/";
    private static final String RUNS = "/inference-runs/";

    /** What the inference-service says of every heat map: hot in the middle. */
    private static final String HEAT_MAP =
            """
            {"label":"any","seriesInstanceUid":"1","sopInstanceUid":"2","sopClassUid":"3",
             "imageRows":64,"imageColumns":64,"topLeft":{"column":0,"row":0},
             "bottomRight":{"column":64,"row":64},"rows":4,"columns":4,
             "values":[0,0.1,0.1,0,0.1,0.9,1.5,0.1,0.1,0.8,0.9,0.1,0,0.1,0.1,-0.2]}
            """;

    /** An answer of the PACS that takes longer is a failure, and no reason to wait for ever. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, String> metadata = new ConcurrentHashMap<>();
    private final Map<String, byte[]> images = new ConcurrentHashMap<>();
    private final HttpServer archive;
    private final Path packages;
    private final RunningProcess pacs;
    private final int pacsDimse;
    private final int pacsHttp;

    public MapperPeers() {
        try {
            archive =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Path folder = Files.createTempDirectory("radbridge-mapper-peers");
            packages = folder.resolve("packages");
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
        archive.createContext(RUNS, MapperPeers::heatMap);
        archive.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopPacs, "mapper-peers"));
        startPacs();
        return Map.of(
                "radbridge.exit-package.folder",
                packages.toString(),
                "radbridge.ingest.url",
                "http://localhost:" + archive.getAddress().getPort(),
                "radbridge.inference.url",
                "http://localhost:" + archive.getAddress().getPort(),
                "radbridge.pacs.host",
                "localhost",
                "radbridge.pacs.port",
                Integer.toString(pacsDimse),
                "radbridge.pacs.url",
                pacsDicomWeb(),
                "radbridge.pacs.timeout",
                "3s",
                WithPictures.MOST,
                "0");
    }

    /** Lets the archive know a study. */
    public void archive(TestStudy study) {
        archiveWithoutImages(study);
        for (DataSet instance : study.instances()) {
            images.put(
                    instance.string(Tag.SOPInstanceUID).orElseThrow(),
                    Part10Writer.write(instance, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        }
    }

    /** Lets the archive know a study of another day; its images are left out. */
    public void archive(TestStudy study, LocalDate day) {
        List<DataSet> instances = study.instances();
        instances.forEach(instance ->
                instance.put(Tag.StudyDate, day.format(DateTimeFormatter.BASIC_ISO_DATE)));
        metadata.put(study.uid(), DicomJson.writeAll(instances, BulkDataUris.NONE));
    }

    /** Lets the archive know a study whose images it has lost. */
    public void archiveWithoutImages(TestStudy study) {
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

    /** The metadata of a study's objects of one SOP class as the PACS tells it. */
    public List<DataSet> stored(String study, String sopClassUid) {
        return stored(study).stream()
                .filter(object ->
                        object.string(Tag.SOPClassUID).filter(sopClassUid::equals).isPresent())
                .toList();
    }

    /** Where the mapper keeps its exit packages. */
    public Path packages() {
        return packages;
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
        if (path.endsWith("/metadata")) {
            String body = metadata.get(path.substring(STUDIES.length()).replace("/metadata", ""));
            answer(
                    exchange,
                    "application/dicom+json",
                    body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        } else {
            answer(
                    exchange,
                    "application/dicom",
                    images.get(path.substring(path.lastIndexOf('/') + 1)));
        }
    }

    private static void heatMap(HttpExchange exchange) throws IOException {
        answer(exchange, "application/json", HEAT_MAP.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, String type, byte @Nullable [] body)
            throws IOException {
        boolean authorised =
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                        .startsWith("Bearer ");
        if (!authorised || body == null) {
            exchange.sendResponseHeaders(authorised ? 404 : 401, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
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
