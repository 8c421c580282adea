package org.radbridge.devstack.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.openinference.GRPCInferenceServiceGrpc;
import org.radbridge.openinference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import org.radbridge.openinference.InferTensorContents;
import org.radbridge.openinference.ModelInferRequest;
import org.radbridge.openinference.ModelInferRequest.InferInputTensor;
import org.radbridge.openinference.ModelInferRequest.InferRequestedOutputTensor;
import org.radbridge.openinference.ModelInferResponse;
import org.radbridge.openinference.ModelMetadataRequest;
import org.radbridge.openinference.ModelMetadataResponse;
import org.radbridge.openinference.ModelReadyRequest;
import org.radbridge.openinference.ModelStreamInferResponse;
import org.radbridge.openinference.RepositoryIndexRequest;
import org.radbridge.openinference.ServerLiveRequest;
import org.radbridge.openinference.ServerReadyRequest;

@Tag("B1")
class InferenceServerTest {

    private static final int MAX_MESSAGE = 1 << 20;

    @TempDir static Path repository;

    private static InferenceServer server;
    private static ManagedChannel channel;
    private static GRPCInferenceServiceBlockingStub client;

    @BeforeAll
    static void start() throws IOException {
        model("relu", reluConfig(4), TinyOnnx.relu(3), 1, 2);
        model("slow", slowConfig(), TinyOnnx.slow(256, 4_000), 1);
        model("completed", "", TinyOnnx.relu(5), 1);
        model("broken", reluConfig(4).replace("relu", "broken"), "no onnx".getBytes(), 1);
        server =
                InferenceServer.start(
                        new InferenceServer.Settings(
                                repository, "localhost", 0, 0, 1, 16, MAX_MESSAGE));
        channel =
                NettyChannelBuilder.forAddress("localhost", server.grpcPort())
                        .usePlaintext()
                        .build();
        client = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        server.close();
    }

    @Test
    void rawTensorsComeBackRaw() {
        ModelInferResponse response =
                client.modelInfer(raw("relu", "", 2, -1f, 0f, 1f, 2f, -3f, 4f));

        assertThat(response.getModelName()).isEqualTo("relu");
        assertThat(response.getModelVersion()).isEqualTo("2");
        assertThat(response.getId()).isEqualTo("42");
        assertThat(response.getOutputs(0).getName()).isEqualTo("y");
        assertThat(response.getOutputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(response.getOutputs(0).getShapeList()).containsExactly(2L, 3L);
        assertThat(floats(response.getRawOutputContents(0)))
                .containsExactly(0f, 0f, 1f, 2f, 0f, 4f);
    }

    @Test
    void typedContentsGiveTheSameAnswer() {
        InferTensorContents contents =
                InferTensorContents.newBuilder().addAllFp32Contents(List.of(-1f, 5f, 6f)).build();
        ModelInferRequest request =
                ModelInferRequest.newBuilder()
                        .setModelName("relu")
                        .addInputs(input("FP32", 1, 3).setContents(contents))
                        .build();

        ModelInferResponse response = client.modelInfer(request);

        assertThat(floats(response.getRawOutputContents(0))).containsExactly(0f, 5f, 6f);
    }

    @Test
    void anOlderVersionIsServedByName() {
        assertThat(client.modelInfer(raw("relu", "1", 1, 1f, 2f, 3f)).getModelVersion())
                .isEqualTo("1");
    }

    @Test
    void metadataShowsTheBatchDimension() {
        ModelMetadataResponse metadata =
                client.modelMetadata(ModelMetadataRequest.newBuilder().setName("relu").build());

        assertThat(metadata.getPlatform()).isEqualTo("onnxruntime_onnx");
        assertThat(metadata.getVersionsList()).containsExactly("1", "2");
        assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, 3L);
        assertThat(metadata.getOutputs(0).getDatatype()).isEqualTo("FP32");
    }

    @Test
    void aModelWithoutConfigurationIsCompletedFromItsFile() {
        ModelMetadataResponse metadata =
                client.modelMetadata(
                        ModelMetadataRequest.newBuilder().setName("completed").build());

        assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, 5L);
    }

    @Test
    void unknownModelsAndVersionsAreNotFound() {
        assertRefused(
                raw("absent", "", 1, 1f, 2f, 3f),
                Status.Code.NOT_FOUND,
                "Request for unknown model: 'absent' is not found");
        assertRefused(
                raw("relu", "9", 1, 1f, 2f, 3f), Status.Code.NOT_FOUND, "version 9 is not found");
        assertRefused(
                raw("relu", "latest", 1, 1f, 2f, 3f), Status.Code.INVALID_ARGUMENT, "'latest'");
    }

    @Test
    void aModelThatCannotBeLoadedIsUnavailableAndTheOthersAreServed() {
        assertRefused(
                raw("broken", "", 1, 1f, 2f, 3f),
                Status.Code.UNAVAILABLE,
                "'broken' has no available versions");
        assertThat(client.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
        assertThat(client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isFalse();
        assertThat(ready("relu", "")).isTrue();
        assertThat(ready("relu", "1")).isTrue();
        assertThat(ready("relu", "7")).isFalse();
        assertThat(ready("broken", "")).isFalse();
        assertThat(ready("absent", "")).isFalse();
    }

    @Test
    void theIndexTellsStatesAndReasons() {
        var models =
                client.repositoryIndex(RepositoryIndexRequest.getDefaultInstance()).getModelsList();

        assertThat(models)
                .extracting(model ->
                        model.getName() + "/" + model.getVersion() + " " + model.getState())
                .containsExactly(
                        "broken/1 UNAVAILABLE",
                        "completed/1 READY",
                        "relu/1 READY",
                        "relu/2 READY",
                        "slow/1 READY");
        assertThat(models.getFirst().getReason()).contains("onnx runtime error");
        assertThat(
                        client.repositoryIndex(
                                        RepositoryIndexRequest.newBuilder().setReady(true).build())
                                .getModelsList())
                .noneMatch(model -> model.getName().equals("broken"));
    }

    @Test
    void tensorsThatBreakTheContractAreInvalid() {
        ModelInferRequest good = raw("relu", "", 1, 1f, 2f, 3f);
        assertInvalid(good, r -> r.setInputs(0, input("FP32", 1, 4)), "Expected [-1,3], got [1,4]");
        assertInvalid(good, r -> r.setInputs(0, input("FP32", 3)), "Expected [-1,3], got [3]");
        assertInvalid(good, r -> r.setInputs(0, input("FP32", -1, 3)), "got [-1,3]");
        assertInvalid(
                good,
                r -> r.setInputs(0, input("INT32", 1, 3)),
                "data-type is 'INT32', but model 'relu' expects 'FP32'");
        assertInvalid(
                good,
                r -> r.setInputs(0, input("FP32", 1, 3).setName("z")),
                "missing required input(s) [x]");
        assertInvalid(
                good, ModelInferRequest.Builder::clearInputs, "expected 1 inputs but got 0 inputs");
        assertInvalid(
                good,
                r ->
                        r.addInputs(input("FP32", 1, 3).setName("z"))
                                .addRawInputContents(ByteString.EMPTY),
                "unexpected inference input 'z'");
        assertInvalid(
                good,
                r -> r.setRawInputContents(0, ByteString.copyFrom(new byte[11])),
                "Expected 12, got 11");
        assertInvalid(good, r -> r.addRawInputContents(ByteString.EMPTY), "raw input contents");
        assertInvalid(
                good,
                r ->
                        r.setInputs(
                                0,
                                input("FP32", 1, 3)
                                        .setContents(
                                                InferTensorContents.newBuilder()
                                                        .addFp32Contents(1f))),
                "binary data was already supplied");
        assertInvalid(good, r -> r.setInputs(0, input("FP32", 5, 3)), "batch-size must be <= 4");
        assertInvalid(
                good,
                r -> r.addOutputs(InferRequestedOutputTensor.newBuilder().setName("q")),
                "unexpected inference output 'q'");
    }

    @Test
    void aPassedDeadlineStopsTheRunAndTheServerGoesOn() {
        ModelInferRequest request = raw("slow", "", 1, 256, 256, new float[256 * 256]);
        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                client.withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                                        .modelInfer(request));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(
                        client.withDeadlineAfter(5, TimeUnit.SECONDS)
                                .modelInfer(raw("relu", "", 1, 1f, 2f, 3f))
                                .getId())
                .isEqualTo("42");
    }

    @Test
    void aRequestOverTheSizeLimitIsRefused() {
        assertRefused(
                raw("relu", "", 1, new float[MAX_MESSAGE / 4]), Status.Code.RESOURCE_EXHAUSTED, "");
    }

    @Test
    void aStreamAnswersInOrderAndSurvivesAFailure() throws InterruptedException {
        List<ModelStreamInferResponse> answers = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        StreamObserver<ModelInferRequest> stream =
                GRPCInferenceServiceGrpc.newStub(channel)
                        .modelStreamInfer(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(ModelStreamInferResponse answer) {
                                        answers.add(answer);
                                    }

                                    @Override
                                    public void onError(Throwable cause) {
                                        end.countDown();
                                    }

                                    @Override
                                    public void onCompleted() {
                                        end.countDown();
                                    }
                                });
        stream.onNext(raw("relu", "1", 1, 1f, 2f, 3f));
        stream.onNext(raw("absent", "", 1, 1f, 2f, 3f));
        stream.onNext(raw("relu", "2", 1, 1f, 2f, 3f));
        stream.onCompleted();

        assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).getInferResponse().getModelVersion()).isEqualTo("1");
        assertThat(answers.get(1).getErrorMessage()).contains("'absent' is not found");
        assertThat(answers.get(2).getInferResponse().getModelVersion()).isEqualTo("2");
    }

    @Test
    void healthAndMetadataAreThereOverHttpToo() throws Exception {
        assertThat(get("/v2/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/v2/health/ready").statusCode()).isEqualTo(400);
        assertThat(get("/v2/models/relu/ready").statusCode()).isEqualTo(200);
        assertThat(get("/v2/models/relu/versions/1/ready").statusCode()).isEqualTo(200);
        assertThat(get("/v2/models/broken/ready").statusCode()).isEqualTo(400);
        assertThat(get("/v2/models/absent").statusCode()).isEqualTo(404);
        JsonObject model = new JsonObject(get("/v2/models/relu").body());
        assertThat(model.getJsonArray("inputs").getJsonObject(0).getJsonArray("shape").encode())
                .isEqualTo("[-1,3]");
        assertThat(new JsonObject(get("/v2").body()).getString("name"))
                .isEqualTo("radbridge-open-inference");
    }

    @Test
    void grpcHealthFollowsReadiness() {
        var status =
                HealthGrpc.newBlockingStub(channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus();

        assertThat(status).isEqualTo(ServingStatus.NOT_SERVING);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI url = URI.create("http://localhost:" + server.httpPort() + path);
            return http.send(
                    HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static boolean ready(String name, String version) {
        return client.modelReady(
                        ModelReadyRequest.newBuilder().setName(name).setVersion(version).build())
                .getReady();
    }

    private static void assertInvalid(
            ModelInferRequest good,
            UnaryOperator<ModelInferRequest.Builder> spoil,
            String message) {
        assertRefused(spoil.apply(good.toBuilder()).build(), Status.Code.INVALID_ARGUMENT, message);
    }

    private static void assertRefused(ModelInferRequest request, Status.Code code, String message) {
        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> client.modelInfer(request));
        assertThat(failure.getStatus().getCode()).isEqualTo(code);
        assertThat(failure.getStatus().getDescription()).contains(message);
    }

    private static InferInputTensor.Builder input(String type, long... shape) {
        InferInputTensor.Builder input =
                InferInputTensor.newBuilder().setName("x").setDatatype(type);
        for (long size : shape) {
            input.addShape(size);
        }
        return input;
    }

    private static ModelInferRequest raw(String model, String version, int batch, float... values) {
        return raw(model, version, batch, values.length / batch, 0, values);
    }

    private static ModelInferRequest raw(
            String model, String version, int batch, int width, int height, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ModelInferRequest.newBuilder()
                .setId("42")
                .setModelName(model)
                .setModelVersion(version)
                .addInputs(
                        height == 0
                                ? input("FP32", batch, width)
                                : input("FP32", batch, width, height))
                .addRawInputContents(ByteString.copyFrom(bytes))
                .build();
    }

    private static float[] floats(ByteString bytes) {
        float[] values = new float[bytes.size() / 4];
        bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static void model(String name, String config, byte[] onnx, int... versions)
            throws IOException {
        Path folder = Files.createDirectories(repository.resolve(name));
        if (!config.isEmpty()) {
            Files.writeString(folder.resolve("config.pbtxt"), config);
        }
        for (int version : versions) {
            Path file = folder.resolve(Integer.toString(version)).resolve("model.onnx");
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, onnx);
        }
    }

    private static String reluConfig(int batch) {
        return """
        name: "relu"  # a comment
        backend: "onnxruntime"
        max_batch_size: %d
        input [ { name: "x" data_type: TYPE_FP32 dims: [ 3 ] } ]
        output [ { name: "y", data_type: TYPE_FP32, dims: 3 } ]
        version_policy: { all { } }
        """
                .formatted(batch);
    }

    private static String slowConfig() {
        return """
        platform: "onnxruntime_onnx"
        max_batch_size: 1
        input { name: "x" data_type: TYPE_FP32 dims: [ 256, 256 ] }
        output { name: "y" data_type: TYPE_FP32 dims: [ 256, 256 ] }
        parameters { key: "intra_op_thread_count" value: { string_value: "1" } }
        """;
    }
}
