package org.radbridge.devstack.pacs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Part;
import org.radbridge.devstack.part.PartProcess;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;

/** Part {@code pacs}: an archive that takes objects in and can be asked for them. */
public final class PacsPart implements Part {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Path state;
    private final String aeTitle;
    private final int dimsePort;
    private final int httpPort;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(4));
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private @Nullable DicomServer dimse;
    private @Nullable HttpServer http;
    private boolean closed;

    PacsPart(Options options) {
        this.state = options.path("state");
        this.aeTitle = options.text("ae-title");
        this.dimsePort = options.port("dimse-port");
        this.httpPort = options.port("http-port");
    }

    static Options options() {
        return PartProcess.options("pacs", "an archive with C-STORE and DICOMweb")
                .option("ae-title", "PACS", "the AE title it answers to")
                .option("dimse-port", "11113", "TCP port for DIMSE; 0: any")
                .option("http-port", "8091", "TCP port for DICOMweb; 0: any");
    }

    public static void main(String... arguments) {
        PartProcess.run(options(), PacsPart::new, arguments);
    }

    @Override
    public synchronized void start() throws Exception {
        ObjectStore store = ObjectStore.open(state);
        DicomServerOptions options =
                DicomServerOptions.of(aeTitle).withHost("localhost").withPort(dimsePort);
        DicomServerServices services = DicomServerServices.storing(new PacsStorage(vertx, store));
        dimse = await(DicomServer.create(vertx, options, services).listen());
        DicomWebApi api = new DicomWebApi(vertx, store);
        http =
                await(
                        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                                .requestHandler(api::handle)
                                .listen(httpPort, "localhost"));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Override
    public synchronized boolean healthy() {
        return http != null;
    }

    @Override
    public synchronized String address() {
        return "DIMSE "
                + (dimse == null ? dimsePort : dimse.port())
                + " ("
                + aeTitle
                + "), http "
                + (http == null ? httpPort : http.actualPort());
    }

    /** The port bound for DIMSE. */
    synchronized int boundDimsePort() {
        return dimse == null ? dimsePort : dimse.port();
    }

    /** The port bound for DICOMweb. */
    synchronized int boundHttpPort() {
        return http == null ? httpPort : http.actualPort();
    }

    @Override
    public CompletionStage<String> failed() {
        return failed;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Future<Void> associations =
                dimse == null ? Future.succeededFuture() : dimse.close(STOP_LIMIT);
        associations
                .eventually(() -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(2 * STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
