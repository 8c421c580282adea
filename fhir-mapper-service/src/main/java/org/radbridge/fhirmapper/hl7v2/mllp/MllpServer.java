package org.radbridge.fhirmapper.hl7v2.mllp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** A port that takes messages over MLLP. */
public final class MllpServer {
    private static final Logger LOG = Logger.getLogger(MllpServer.class);

    private final Vertx vertx;
    private final MllpServerOptions options;
    private final MllpService service;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();

    public MllpServer(Vertx vertx, MllpServerOptions options, MllpService service) {
        this.vertx = vertx;
        this.options = options;
        this.service = service;
        NetServerOptions net =
                new NetServerOptions()
                        .setHost(options.host())
                        .setPort(options.port())
                        .setTcpNoDelay(true)
                        .setIdleTimeout((int) options.idleTimeout().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        options.tls().ifPresent(tls -> tls.applyTo(net));
        this.server = vertx.createNetServer(net);
    }

    /** Opens the port. */
    public Future<Integer> listen() {
        return server.connectHandler(this::connected).listen().map(NetServer::actualPort);
    }

    /** Closes the port and every connection: what was not acknowledged comes again. */
    public Future<Void> close() {
        return server.close();
    }

    /** How many connections are open. */
    public int connections() {
        return open.size();
    }

    private void connected(NetSocket socket) {
        if (open.size() >= options.mostConnections()) {
            LOG.warnf("a connection is refused: %d are open", open.size());
            socket.close();
            return;
        }
        open.add(socket);
        socket.closeHandler(_ -> open.remove(socket));
        new ReceivingConnection(vertx, socket, options, service).begin();
    }
}
