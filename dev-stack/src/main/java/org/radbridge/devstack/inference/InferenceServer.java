package org.radbridge.devstack.inference;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The server's sockets and threads. */
final class InferenceServer implements AutoCloseable {

    /**
     * What the server is run with.
     *
     * @param grpcPort 0: any
     * @param httpPort 0: any
     * @param threads inferences that run at the same time
     * @param queue inferences that may wait; more are refused with UNAVAILABLE
     * @param maxMessageBytes largest request
     */
    record Settings(
            Path repository,
            String host,
            int grpcPort,
            int httpPort,
            int threads,
            int queue,
            int maxMessageBytes) {}

    private static final int CALL_THREADS = 2;
    private static final int STOP_SECONDS = 10;

    private final ModelRepository repository;
    private final ThreadPoolExecutor workers;
    private final ExecutorService calls;
    private final Server grpc;
    private final HttpInferenceApi http;

    private InferenceServer(Settings settings) throws IOException {
        repository = ModelRepository.load(settings.repository());
        workers =
                new ThreadPoolExecutor(
                        settings.threads(),
                        settings.threads(),
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(settings.queue()),
                        named("inference-"));
        calls = Executors.newFixedThreadPool(CALL_THREADS, named("call-"));
        HealthStatusManager health = new HealthStatusManager();
        ServingStatus status =
                repository.ready() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus("inference.GRPCInferenceService", status);
        grpc =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(settings.host(), settings.grpcPort()))
                        .executor(calls)
                        .maxInboundMessageSize(settings.maxMessageBytes())
                        .maxConcurrentCallsPerConnection(settings.queue())
                        .addService(new GrpcInferenceService(repository, workers))
                        .addService(health.getHealthService())
                        .build()
                        .start();
        http = HttpInferenceApi.serve(settings.host(), settings.httpPort(), repository);
    }

    /** Loads the repository and listens. */
    static InferenceServer start(Settings settings) throws IOException {
        return new InferenceServer(settings);
    }

    int grpcPort() {
        return grpc.getPort();
    }

    int httpPort() {
        return http.port();
    }

    boolean ready() {
        return repository.ready();
    }

    private static ThreadFactory named(String prefix) {
        return Thread.ofPlatform().name(prefix, 0).daemon().factory();
    }

    /** Takes no more calls, lets those that run come to their end, then frees the models. */
    @Override
    public void close() {
        http.close();
        grpc.shutdown();
        try {
            if (!grpc.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                grpc.shutdownNow();
            }
            workers.shutdown();
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                // A run that still uses a model must not have it freed under it.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            calls.shutdown();
        }
        repository.close();
    }
}
