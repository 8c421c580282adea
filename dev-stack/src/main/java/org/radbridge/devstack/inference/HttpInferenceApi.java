package org.radbridge.devstack.inference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Status;
import io.grpc.StatusException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.radbridge.openinference.ModelMetadataResponse;
import org.radbridge.openinference.ModelMetadataResponse.TensorMetadata;
import org.radbridge.openinference.ServerMetadataResponse;

/**
 * The protocol's health and metadata requests over HTTP: {@code GET /v2/health/live}, {@code
 * /v2/health/ready}, {@code /v2}, {@code /v2/models/NAME[/versions/N][/ready]}. Health answers have
 * no body, as with Triton. Inference itself is gRPC only.
 */
final class HttpInferenceApi implements AutoCloseable {

    private record Answer(int status, String body) {
        static final Answer OK = new Answer(200, "");
        static final Answer NOT_READY = new Answer(400, "");
        static final Answer NOT_FOUND = new Answer(404, "");

        static Answer json(JsonObject body) {
            return new Answer(200, body.encode());
        }
    }

    private final ModelRepository repository;
    private final HttpServer server;
    private final ExecutorService workers;

    private HttpInferenceApi(ModelRepository repository, HttpServer server) {
        this.repository = repository;
        this.server = server;
        this.workers =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().daemon().name("http").factory());
        server.setExecutor(workers);
        server.createContext("/", this::handle);
    }

    static HttpInferenceApi serve(String host, int port, ModelRepository repository)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        HttpInferenceApi api = new HttpInferenceApi(repository, server);
        server.start();
        return api;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer =
                exchange.getRequestMethod().equals("GET")
                        ? answer(exchange.getRequestURI().getPath())
                        : new Answer(405, "");
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private Answer answer(String path) {
        List<String> segments = List.of(path.replaceAll("^/+|/+$", "").split("/"));
        if (!segments.getFirst().equals("v2")) {
            return Answer.NOT_FOUND;
        }
        List<String> rest = segments.subList(1, segments.size());
        if (rest.isEmpty()) {
            return Answer.json(server(ServerDescription.server()));
        }
        return switch (rest.getFirst()) {
            case "health" -> health(rest);
            case "models" ->
                    rest.size() > 1 ? model(rest.subList(1, rest.size())) : Answer.NOT_FOUND;
            default -> Answer.NOT_FOUND;
        };
    }

    private Answer health(List<String> segments) {
        if (segments.equals(List.of("health", "live"))) {
            return Answer.OK;
        }
        if (segments.equals(List.of("health", "ready"))) {
            return repository.ready() ? Answer.OK : Answer.NOT_READY;
        }
        return Answer.NOT_FOUND;
    }

    /**
     * @param segments NAME, then perhaps "versions" and N, then perhaps "ready"
     */
    private Answer model(List<String> segments) {
        String name = segments.getFirst();
        List<String> rest = segments.subList(1, segments.size());
        String version = "";
        if (rest.size() >= 2 && rest.getFirst().equals("versions")) {
            version = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        try {
            RequestedModel asked = RequestedModel.resolve(repository, name, version);
            if (rest.equals(List.of("ready"))) {
                return Answer.OK;
            }
            if (!rest.isEmpty()) {
                return Answer.NOT_FOUND;
            }
            ServedModel served = repository.find(name).orElseThrow();
            return Answer.json(model(ServerDescription.model(served, asked)));
        } catch (StatusException e) {
            boolean unknown = e.getStatus().getCode() == Status.Code.NOT_FOUND;
            String error = String.valueOf(e.getStatus().getDescription());
            return new Answer(unknown ? 404 : 400, new JsonObject().put("error", error).encode());
        }
    }

    private static JsonObject server(ServerMetadataResponse metadata) {
        return new JsonObject()
                .put("name", metadata.getName())
                .put("version", metadata.getVersion())
                .put("extensions", new JsonArray(List.copyOf(metadata.getExtensionsList())));
    }

    private static JsonObject model(ModelMetadataResponse metadata) {
        return new JsonObject()
                .put("name", metadata.getName())
                .put("versions", new JsonArray(List.copyOf(metadata.getVersionsList())))
                .put("platform", metadata.getPlatform())
                .put("inputs", tensors(metadata.getInputsList()))
                .put("outputs", tensors(metadata.getOutputsList()));
    }

    private static JsonArray tensors(List<TensorMetadata> tensors) {
        JsonArray array = new JsonArray();
        for (TensorMetadata tensor : tensors) {
            array.add(
                    new JsonObject()
                            .put("name", tensor.getName())
                            .put("datatype", tensor.getDatatype())
                            .put("shape", new JsonArray(List.copyOf(tensor.getShapeList()))));
        }
        return array;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
