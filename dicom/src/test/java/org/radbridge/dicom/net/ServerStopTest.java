package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.dimse.DimseStatus;

@Tag("A2")
class ServerStopTest {

    private final Promise<DimseStatus> durable = Promise.promise();
    private final AtomicBoolean completing = new AtomicBoolean();
    private final TestServer server =
            TestServer.with(
                    TestServer.options(), DicomServerServices.storing((_, _) -> new Slow()));

    @Test
    void anOperationUnderWayIsAnsweredBeforeTheServerStops() {
        ClientAssociation association = server.associate();
        Future<DimseStatus> answer = store(association);
        Future<Void> closed = server.server.close(Duration.ofSeconds(20));
        assertThat(closed.isComplete()).isFalse();

        durable.complete(DimseStatus.SUCCESS);

        assertThat(TestServer.await(answer)).isEqualTo(DimseStatus.SUCCESS);
        TestServer.await(closed);
        TestServer.await(association.closed());
        TestServer.await(server.vertx.close());
    }

    @Test
    void anOperationThatTakesTooLongIsCutOffAtTheLimit() {
        Future<DimseStatus> answer = store(server.associate());

        TestServer.await(server.server.close(Duration.ofMillis(200)));

        assertThat(TestServer.awaitFailure(answer)).isInstanceOf(AssociationException.class);
        TestServer.await(server.vertx.close());
    }

    @Test
    void anAssociationBetweenOperationsIsEndedAtOnce() {
        ClientAssociation association = server.associate();

        TestServer.await(server.server.close(Duration.ofSeconds(20)));

        TestServer.await(association.closed());
        assertThat(server.listener.aborted).containsExactly(new AbortCause.Local("server stops"));
        TestServer.await(server.vertx.close());
    }

    @Test
    void whileStoppingNobodyElseComesIn() {
        store(server.associate());
        server.server.close(Duration.ofSeconds(20));

        assertThat(
                        TestServer.awaitFailure(
                                DicomClient.create(server.vertx).associate(server.request())))
                .isInstanceOfSatisfying(
                        AssociationException.Rejected.class,
                        rejected -> assertThat(rejected.answer().isTransient()).isTrue());
        durable.complete(DimseStatus.SUCCESS);
        TestServer.await(server.vertx.close());
    }

    private Future<DimseStatus> store(ClientAssociation association) {
        Future<DimseStatus> answer =
                association.store(TestServer.ct("1.2.3"), Buffer.buffer(new byte[100]));
        await().until(completing::get);
        return answer;
    }

    private final class Slow implements StoreReception {

        @Override
        public Future<Void> data(Buffer fragment) {
            return Future.succeededFuture();
        }

        @Override
        public Future<DimseStatus> complete() {
            completing.set(true);
            return durable.future();
        }

        @Override
        public void abort(Throwable cause) {
            throw new AssertionError("it was complete", cause);
        }
    }
}
