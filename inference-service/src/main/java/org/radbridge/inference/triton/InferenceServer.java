package org.radbridge.inference.triton;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.openinference.ModelMetadataRequest;
import org.radbridge.openinference.ModelReadyRequest;
import org.radbridge.openinference.MutinyGRPCInferenceServiceGrpc;
import org.radbridge.openinference.MutinyGRPCInferenceServiceGrpc.MutinyGRPCInferenceServiceStub;
import org.radbridge.openinference.ServerReadyRequest;
import org.radbridge.openinference.ServerReadyResponse;

/**
 * One inference server. It starts out down; it comes up when it says that it is ready and its
 * models have been compared with their cards, and goes down when the connection is lost, when it
 * says that it is not ready, or after a number of failures in a row.
 */
final class InferenceServer {
    private static final Logger LOG = Logger.getLogger(InferenceServer.class);

    private final String name;
    private final TritonConfiguration configuration;
    private final ManagedChannel channel;
    private final MutinyGRPCInferenceServiceStub stub;
    private final Permits permits;
    private final Map<String, ModelState> models = new ConcurrentHashMap<>();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile boolean up;

    /**
     * @param name host:port
     */
    InferenceServer(String name, TritonConfiguration configuration) {
        this.name = name;
        this.configuration = configuration;
        NettyChannelBuilder builder =
                NettyChannelBuilder.forTarget(name)
                        .maxInboundMessageSize(
                                Math.toIntExact(configuration.maxAnswer().asLongValue()));
        this.channel = (configuration.tls() ? builder : builder.usePlaintext()).build();
        this.stub = MutinyGRPCInferenceServiceGrpc.newMutinyStub(channel);
        this.permits = new Permits(configuration.inFlight());
    }

    String name() {
        return name;
    }

    boolean isUp() {
        return up;
    }

    /** Inferences being made or waiting. */
    int load() {
        return permits.load();
    }

    /** What the server made of its models when they were last compared. */
    Map<String, ModelState> models() {
        return Map.copyOf(models);
    }

    /** Whether the server is there and ready. Never fails. */
    Uni<Boolean> probe() {
        return Uni.createFrom()
                .deferred(() -> {
                    if (!up) {
                        channel.resetConnectBackoff();
                    }
                    return within(configuration.checkDeadline())
                            .serverReady(ServerReadyRequest.getDefaultInstance());
                })
                .map(ServerReadyResponse::getReady)
                .onFailure()
                .recoverWithItem(false);
    }

    /** Compares a model with its card, and keeps the outcome. */
    Uni<ModelState> verify(ModelCard card) {
        ModelReadyRequest ready =
                ModelReadyRequest.newBuilder()
                        .setName(card.name())
                        .setVersion(card.repositoryVersion())
                        .build();
        return Uni.createFrom()
                .deferred(() -> within(configuration.checkDeadline()).modelReady(ready))
                .chain(answer ->
                        answer.getReady()
                                ? compare(card)
                                : Uni.createFrom().item(new ModelState.Missing()))
                .onFailure(InferenceServer::isNotFound)
                .recoverWithItem(new ModelState.Missing())
                .onFailure()
                .transform(failure -> GrpcFailures.of(name, failure))
                .invoke(state -> keep(card.name(), state));
    }

    private Uni<ModelState> compare(ModelCard card) {
        ModelMetadataRequest metadata =
                ModelMetadataRequest.newBuilder()
                        .setName(card.name())
                        .setVersion(card.repositoryVersion())
                        .build();
        return within(configuration.checkDeadline())
                .modelMetadata(metadata)
                .map(served -> {
                    List<String> differences = ContractCheck.differences(card, served);
                    return differences.isEmpty()
                            ? new ModelState.Served()
                            : new ModelState.Refused(differences);
                });
    }

    private void keep(String model, ModelState state) {
        ModelState before = models.put(model, state);
        if (state instanceof ModelState.Refused(List<String> differences)
                && !state.equals(before)) {
            LOG.errorf(
                    "%s: %s on %s is not what its card says: %s",
                    TritonFailure.MODEL_REFUSED.id(), model, name, differences);
        }
    }

    /** Forgets models whose cards are gone. */
    void keepOnly(Set<String> names) {
        models.keySet().retainAll(names);
    }

    /** Runs a batch of at most the card's largest size. */
    Uni<InferenceAnswer> infer(ModelCard card, String id, List<float[]> batch) {
        return permits.within(
                        () -> {
                            long began = System.nanoTime();
                            return within(configuration.inferDeadline())
                                    .modelInfer(TensorCodec.request(card, id, batch))
                                    .map(response ->
                                            TensorCodec.answer(
                                                    card,
                                                    batch.size(),
                                                    response,
                                                    System.nanoTime() - began));
                        })
                .onFailure()
                .transform(failure -> GrpcFailures.of(name, failure))
                .onFailure()
                .invoke(failure -> failed(GrpcFailures.of(name, failure)))
                .invoke(() -> failuresInARow.set(0));
    }

    private void failed(RadbridgeException failure) {
        if (GrpcFailures.isServersOwn(failure)
                && failuresInARow.incrementAndGet() >= configuration.failuresUntilOpen()) {
            markDown(failure.failureId().id() + ", " + failuresInARow + " times in a row");
        }
    }

    /** From now on the server is given work. */
    void markUp() {
        failuresInARow.set(0);
        if (!up) {
            up = true;
            channel.notifyWhenStateChanged(
                    ConnectivityState.READY, () -> markDown("the connection was lost"));
            LOG.infof("inference server %s is up: %s", name, models);
        }
    }

    /** From now on the server is given no work. */
    void markDown(String reason) {
        if (up) {
            up = false;
            LOG.warnf("%s: %s is down: %s", TritonFailure.SERVER_UNAVAILABLE.id(), name, reason);
        }
    }

    void close() {
        channel.shutdownNow();
    }

    private MutinyGRPCInferenceServiceStub within(Duration deadline) {
        return stub.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static boolean isNotFound(Throwable failure) {
        return Status.fromThrowable(failure).getCode() == Status.Code.NOT_FOUND;
    }
}
