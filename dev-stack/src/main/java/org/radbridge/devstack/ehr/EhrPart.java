package org.radbridge.devstack.ehr;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Part;
import org.radbridge.devstack.part.PartProcess;

/** Part {@code ehr}: takes HL7 v2 results as an electronic health record would. */
public final class EhrPart implements Part {

    private final Path journal;
    private final int mllpPort;
    private final int httpPort;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private @Nullable ResultLog log;
    private int listeningAtMllp;
    private int listeningAtHttp;
    private boolean closed;

    EhrPart(Options options) {
        this.journal = options.path("state").resolve("messages.jsonl");
        this.mllpPort = options.port("mllp-port");
        this.httpPort = options.port("http-port");
    }

    static Options options() {
        return PartProcess.options("ehr", "records results that are sent as HL7 v2")
                .option("mllp-port", "2576", "TCP port for HL7 v2 over MLLP")
                .option("http-port", "8093", "TCP port for HTTP");
    }

    public static void main(String... arguments) {
        PartProcess.run(options(), EhrPart::new, arguments);
    }

    @Override
    public synchronized void start() throws Exception {
        ResultLog opened = ResultLog.open(journal);
        log = opened;
        listeningAtMllp =
                listening(
                        vertx.createNetServer()
                                .connectHandler(socket -> new MllpReceiver(vertx, socket, opened))
                                .listen(mllpPort, "localhost")
                                .map(server -> server.actualPort()));
        listeningAtHttp =
                listening(
                        vertx.createHttpServer()
                                .requestHandler(new EhrApi(opened)::handle)
                                .listen(httpPort, "localhost")
                                .map(server -> server.actualPort()));
    }

    private static int listening(Future<Integer> port) throws Exception {
        return port.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    synchronized int mllpPort() {
        return listeningAtMllp;
    }

    @Override
    public synchronized boolean healthy() {
        return listeningAtHttp != 0;
    }

    @Override
    public synchronized String address() {
        return "http://localhost:" + listeningAtHttp;
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
