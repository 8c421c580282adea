package org.radbridge.devstack.oncall;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Part;
import org.radbridge.devstack.part.PartProcess;

/** Part {@code on-call}: takes alerts as a pager gateway would. */
public final class OnCallPart implements Part {

    private final Path journal;
    private final int port;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private @Nullable AlertLog log;
    private @Nullable HttpServer server;
    private boolean closed;

    OnCallPart(Options options) {
        this.journal = options.path("state").resolve("alerts.jsonl");
        this.port = options.port("port");
    }

    static Options options() {
        return PartProcess.options("on-call", "records alerts that are sent by webhook")
                .option("port", "8092", "TCP port for HTTP");
    }

    public static void main(String... arguments) {
        PartProcess.run(options(), OnCallPart::new, arguments);
    }

    @Override
    public synchronized void start() throws Exception {
        log = AlertLog.open(journal);
        OnCallApi api = new OnCallApi(vertx, log);
        server =
                vertx.createHttpServer()
                        .requestHandler(api::handle)
                        .listen(port, "localhost")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
    }

    @Override
    public synchronized boolean healthy() {
        return server != null;
    }

    @Override
    public synchronized String address() {
        return "http://localhost:" + (server == null ? port : server.actualPort());
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
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
        if (log != null) {
            try {
                log.close();
            } catch (IOException e) {
                System.err.println("cannot close the journal: " + e.getMessage());
            }
        }
    }
}
