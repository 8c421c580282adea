package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;

/** A server on a free port of the loopback interface, with a client beside it. */
final class TestServer implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final RecordingStore store;
    final RecordingListener listener = new RecordingListener();
    final DicomServer server;

    private TestServer(
            DicomServerOptions options, DicomServerServices services, RecordingStore store) {
        this.store = store;
        server =
                DicomServer.create(
                        vertx, options.withHost("127.0.0.1"), services.withListener(listener));
        await(server.listen());
    }

    static DicomServerOptions options() {
        return DicomServerOptions.of("RADBRIDGE").withMaximumPduLength(16384);
    }

    static TestServer storing() {
        return storing(options());
    }

    static TestServer storing(DicomServerOptions options) {
        RecordingStore store = new RecordingStore();
        return new TestServer(options, DicomServerServices.storing(store), store);
    }

    /** With services that store into the store given. */
    static TestServer storing(
            DicomServerOptions options, RecordingStore store, DicomServerServices services) {
        return new TestServer(options, services, store);
    }

    static TestServer with(DicomServerOptions options, DicomServerServices services) {
        return new TestServer(options, services, new RecordingStore());
    }

    int port() {
        return server.port();
    }

    AssociationRequest request() {
        return AssociationRequest.to("127.0.0.1", port(), "RADBRIDGE", "CT1")
                .withVerification()
                .withStorage(Uid.CTImageStorage, Set.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
    }

    ClientAssociation associate() {
        return await(DicomClient.create(vertx).associate(request()));
    }

    static CStoreRequest ct(String sopInstanceUid) {
        return CStoreRequest.of(
                Uid.CTImageStorage, sopInstanceUid, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    static Throwable awaitFailure(Future<?> future) {
        return await(future.<Throwable>mapEmpty().otherwise(failure -> failure));
    }

    @Override
    public void close() {
        await(server.close(Duration.ofMillis(100)));
        await(vertx.close());
    }
}
