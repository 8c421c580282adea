package org.radbridge.dicom.net;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An association acceptor: C-ECHO and C-STORE SCP. One association's failure, slowness or silence
 * costs no other anything. Thread-safe.
 */
public final class DicomServer {

    private final Vertx vertx;
    private final DicomServerOptions options;
    private final ServerContext context;
    private volatile @Nullable String deployment;
    private volatile int port;

    private DicomServer(Vertx vertx, DicomServerOptions options, DicomServerServices services) {
        this.vertx = vertx;
        this.options = options;
        this.context = new ServerContext(options, services);
    }

    /** A server that listens once {@link #listen} is called. */
    public static DicomServer create(
            Vertx vertx, DicomServerOptions options, DicomServerServices services) {
        return new DicomServer(vertx, options, services);
    }

    /** Binds the port; fails when it cannot. */
    public Future<DicomServer> listen() {
        return vertx.deployVerticle(
                        () -> new Acceptor(context, this::bound),
                        new DeploymentOptions().setInstances(options.eventLoops()))
                .onSuccess(id -> deployment = id)
                .map(_ -> this);
    }

    private void bound(int actualPort) {
        port = actualPort;
    }

    /** The port bound, once {@link #listen} has completed. */
    public int port() {
        return port;
    }

    /** Connections there are, associations or not yet. */
    public int connections() {
        return context.connections().size();
    }

    /**
     * Stops in order: rejects new associations for now, ends those that are between operations,
     * waits for operations under way, and after the limit ends those too.
     */
    public Future<Void> close(Duration limit) {
        Promise<Void> quiet = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, limit.toMillis()), _ -> quiet.tryComplete());
        context.drain().onComplete(_ -> quiet.tryComplete());
        return quiet.future()
                .compose(_ -> {
                    vertx.cancelTimer(timer);
                    context.connections().forEach(ServerAssociation::requestStopNow);
                    return undeploy();
                });
    }

    private Future<Void> undeploy() {
        String deployed = deployment;
        deployment = null;
        return deployed == null ? Future.succeededFuture() : vertx.undeploy(deployed);
    }
}
