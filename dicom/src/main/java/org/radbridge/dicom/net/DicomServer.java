package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/**
 * An association acceptor: C-ECHO and C-STORE SCP. One association's failure, slowness or silence
 * costs no other anything.
 */
public final class DicomServer {

    private final Vertx vertx;
    private final DicomServerOptions options;
    private final ServerContext context;
    private final NetServer netServer;
    private final Promise<Void> drained = Promise.promise();
    private volatile boolean stopping;

    private DicomServer(Vertx vertx, DicomServerOptions options, DicomServerServices services) {
        this.vertx = vertx;
        this.options = options;
        this.context = new ServerContext(options, services, this::emptied);
        this.netServer = vertx.createNetServer(netServerOptions(options));
        netServer.connectHandler(this::connected);
        netServer.exceptionHandler(failure ->
                context.listener()
                        .failedBeforeAssociation(
                                "unknown", new AbortCause.Local(failure.toString())));
    }

    /** A server that listens once {@link #listen} is called. */
    public static DicomServer create(
            Vertx vertx, DicomServerOptions options, DicomServerServices services) {
        return new DicomServer(vertx, options, services);
    }

    /** Binds the port; fails when it cannot. */
    public Future<DicomServer> listen() {
        return netServer.listen(options.port(), options.host()).map(_ -> this);
    }

    /** The port bound, once {@link #listen} has completed. */
    public int port() {
        return netServer.actualPort();
    }

    /** Connections there are, associations or not yet. */
    public int connections() {
        return context.connections().size();
    }

    /**
     * Stops in order: takes no more associations, ends those that are between operations, waits for
     * operations under way, and after the limit ends those too.
     */
    public Future<Void> close(Duration limit) {
        stopping = true;
        context.connections().forEach(ServerAssociation::requestStop);
        if (context.connections().isEmpty()) {
            drained.tryComplete();
        }
        long timer = vertx.setTimer(Math.max(1, limit.toMillis()), _ -> drained.tryComplete());
        return drained.future()
                .compose(_ -> {
                    vertx.cancelTimer(timer);
                    context.connections().forEach(ServerAssociation::requestStopNow);
                    return netServer.close();
                });
    }

    private void connected(NetSocket socket) {
        EventLoop loop = new EventLoop(vertx, vertx.getOrCreateContext());
        ServerAssociation association = new ServerAssociation(loop, socket, context);
        context.opened(association);
        association.begin();
        if (stopping) {
            association.requestStop();
        }
    }

    private void emptied() {
        if (stopping) {
            drained.tryComplete();
        }
    }

    private static NetServerOptions netServerOptions(DicomServerOptions options) {
        NetServerOptions netOptions =
                new NetServerOptions().setTcpNoDelay(true).setTcpKeepAlive(true);
        options.tls().ifPresent(tls -> tls.applyTo(netOptions));
        return netOptions;
    }
}
