package org.radbridge.dicom.net;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.function.IntConsumer;

/**
 * One event loop's share of a server: Vert.x hands the connections to a port in turn to all who
 * listen on it.
 */
final class Acceptor extends AbstractVerticle {

    private final ServerContext server;
    private final IntConsumer bound;

    /**
     * An acceptor.
     *
     * @param bound told the port, once it listens
     */
    Acceptor(ServerContext server, IntConsumer bound) {
        this.server = server;
        this.bound = bound;
    }

    @Override
    public void start(Promise<Void> started) {
        NetServer netServer = vertx.createNetServer(netServerOptions(server.options()));
        netServer
                .connectHandler(this::connected)
                .exceptionHandler(this::failedHandshake)
                .listen(server.bindPort(), server.options().host())
                .onSuccess(listening -> bound.accept(listening.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void connected(NetSocket socket) {
        if (!server.hasRoomForConnection()) {
            socket.close();
            return;
        }
        ServerAssociation association =
                new ServerAssociation(new EventLoop(vertx, context), socket, server);
        server.opened(association);
        association.begin();
    }

    private void failedHandshake(Throwable failure) {
        server.listener()
                .failedBeforeAssociation(
                        "unknown",
                        new AbortCause.Local(
                                "connection failed: " + failure.getClass().getSimpleName()));
    }

    private static NetServerOptions netServerOptions(DicomServerOptions options) {
        NetServerOptions netOptions =
                new NetServerOptions().setTcpNoDelay(true).setTcpKeepAlive(true);
        options.tls().ifPresent(tls -> tls.applyTo(netOptions));
        return netOptions;
    }
}
