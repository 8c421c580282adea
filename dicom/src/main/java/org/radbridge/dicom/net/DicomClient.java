package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

/** An association requestor: C-ECHO and C-STORE SCU. Thread-safe; one serves for any number. */
public final class DicomClient {

    private final Vertx vertx;

    private DicomClient(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A client on these event loops. */
    public static DicomClient create(Vertx vertx) {
        return new DicomClient(vertx);
    }

    /**
     * Opens an association.
     *
     * @return fails with an {@link AssociationException}: {@code NotConnected}, {@code Rejected},
     *     or {@code Aborted} when the peer does not answer in time or breaks the protocol
     */
    public Future<ClientAssociation> associate(AssociationRequest request) {
        Promise<ClientAssociation> opened = Promise.promise();
        NetClient netClient = vertx.createNetClient(netClientOptions(request));
        netClient
                .connect(request.port(), request.host())
                .onSuccess(socket -> open(request, socket, opened))
                .onFailure(failure ->
                        opened.fail(
                                new AssociationException.NotConnected(
                                        request.host() + ":" + request.port(), failure)));
        opened.future()
                .onSuccess(association -> association.closed().onComplete(_ -> netClient.close()))
                .onFailure(_ -> netClient.close());
        return opened.future();
    }

    private void open(
            AssociationRequest request, NetSocket socket, Promise<ClientAssociation> opened) {
        EventLoop loop = new EventLoop(vertx, vertx.getOrCreateContext());
        new RequestorAssociation(loop, socket, request, opened).begin();
    }

    private static NetClientOptions netClientOptions(AssociationRequest request) {
        NetClientOptions options =
                new NetClientOptions()
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setConnectTimeout((int) request.connectTimeout().toMillis());
        request.tls().ifPresent(tls -> tls.applyTo(options));
        return options;
    }
}
