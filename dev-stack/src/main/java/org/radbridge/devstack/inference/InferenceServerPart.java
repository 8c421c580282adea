package org.radbridge.devstack.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Part;
import org.radbridge.devstack.part.PartProcess;

/** Part {@code inference-server}: the models of a Triton model repository, on ONNX Runtime. */
public final class InferenceServerPart implements Part {

    private final InferenceServer.Settings settings;
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private @Nullable InferenceServer server;

    InferenceServerPart(Options options) {
        this.settings =
                new InferenceServer.Settings(
                        options.path("model-repository"),
                        options.text("host"),
                        options.port("grpc-port"),
                        options.port("http-port"),
                        options.number("threads"),
                        options.number("queue"),
                        options.number("max-message-bytes"));
    }

    static Options options() {
        return PartProcess.options(
                        "inference-server", "Open Inference Protocol server on ONNX Runtime")
                .required("model-repository", "folder in Triton's model repository layout")
                .option("host", "localhost", "interface to listen on")
                .option("grpc-port", "8001", "TCP port for gRPC")
                .option("http-port", "8000", "TCP port for HTTP health and metadata")
                .option("threads", "2", "inferences at the same time, one core each")
                .option("queue", "128", "inferences that may wait; more are refused")
                .option("max-message-bytes", "67108864", "largest request, in bytes");
    }

    public static void main(String... arguments) {
        PartProcess.run(options(), InferenceServerPart::new, arguments);
    }

    @Override
    public synchronized void start() throws IOException {
        if (!Files.isDirectory(settings.repository())) {
            throw new OptionException(
                    "There is no model repository at " + settings.repository() + ".");
        }
        server = InferenceServer.start(settings);
    }

    @Override
    public synchronized boolean healthy() {
        return server != null && server.ready();
    }

    @Override
    public synchronized String address() {
        return server == null
                ? "nowhere yet"
                : "grpc " + server.grpcPort() + ", http " + server.httpPort();
    }

    @Override
    public CompletionStage<String> failed() {
        return failed;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
