package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;

/** Whatever a handler does, the peer is answered and the association goes on. */
@Tag("A2")
class StoreHandlerTest {

    private static final Buffer LARGE = Buffer.buffer(new byte[1_000_000]);

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    void aHandlerThatRefusesDecidesTheStatus() {
        DimseStatus status = DimseStatus.NOT_AUTHORIZED.withComment("not from here");

        assertAnswer(
                (_, _) -> {
                    throw new DimseException(status);
                },
                status);
        assertThat(calls).isEmpty();
    }

    @Test
    void aHandlerThatThrowsIsAProcessingFailure() {
        assertAnswer(
                (_, _) -> {
                    throw new IllegalStateException("handler");
                },
                DimseStatus.PROCESSING_FAILURE);
    }

    @Test
    void aHandlerThatThrowsAnErrorIsAProcessingFailure() {
        assertAnswer(
                (_, _) -> {
                    throw new AssertionError("handler");
                },
                DimseStatus.PROCESSING_FAILURE);
    }

    @Test
    void dataThatFailsAbortsTheReceptionOnceAndDropsTheRest() {
        assertAnswer(
                (_, _) ->
                        reception(
                                () ->
                                        Future.failedFuture(
                                                new DimseException(DimseStatus.OUT_OF_RESOURCES)),
                                () -> Future.succeededFuture(DimseStatus.SUCCESS)),
                DimseStatus.OUT_OF_RESOURCES);
        assertThat(calls).containsExactly("data", "abort");
    }

    @Test
    void dataThatThrowsAbortsTheReceptionOnceAndDropsTheRest() {
        assertAnswer(
                (_, _) ->
                        reception(
                                () -> {
                                    throw new IllegalStateException("handler");
                                },
                                () -> Future.succeededFuture(DimseStatus.SUCCESS)),
                DimseStatus.PROCESSING_FAILURE);
        assertThat(calls).containsExactly("data", "abort");
    }

    @Test
    void aCompletionThatFailsIsAnsweredWithItsStatusAndNotAborted() {
        assertAnswer(
                (_, _) ->
                        reception(
                                Future::succeededFuture,
                                () ->
                                        Future.failedFuture(
                                                new DimseException(DimseStatus.CANNOT_UNDERSTAND))),
                DimseStatus.CANNOT_UNDERSTAND);
        assertThat(calls).endsWith("complete").doesNotContain("abort");
    }

    @Test
    void aWarningIsPassedOn() {
        assertAnswer(
                (_, _) ->
                        reception(
                                Future::succeededFuture,
                                () -> Future.succeededFuture(DimseStatus.ELEMENTS_DISCARDED)),
                DimseStatus.ELEMENTS_DISCARDED);
    }

    @Test
    void futuresMayBeCompletedOnAnyThread() {
        assertAnswer(
                (_, _) ->
                        reception(
                                () -> Future.fromCompletionStage(elsewhere(null)),
                                () -> Future.fromCompletionStage(elsewhere(DimseStatus.SUCCESS))),
                DimseStatus.SUCCESS);
        assertThat(calls).endsWith("complete").doesNotContain("abort");
    }

    @Test
    void nothingIsReadWhileTheHandlerIsBusyAndEverythingWhenItIsDone() {
        Promise<Void> sinkOpens = Promise.promise();
        AtomicInteger received = new AtomicInteger();
        CStoreScp slow =
                (_, _) ->
                        new StoreReception() {
                            @Override
                            public Future<Void> data(Buffer fragment) {
                                received.addAndGet(fragment.length());
                                calls.add("data");
                                return sinkOpens.future();
                            }

                            @Override
                            public Future<DimseStatus> complete() {
                                return Future.succeededFuture(DimseStatus.SUCCESS);
                            }

                            @Override
                            public void abort(Throwable cause) {
                                calls.add("abort");
                            }
                        };
        try (TestServer server = serving(slow)) {
            ClientAssociation association = server.associate();
            CountedStream source = new CountedStream(server.vertx, 200 << 20);
            Future<DimseStatus> answer = association.store(TestServer.ct("1.2.3"), source);

            await().until(() -> calls.size() == 1);
            await().until(source::isPausedForGood);
            assertThat(calls).hasSize(1);
            assertThat(source.sent()).isLessThan(64 << 20);

            sinkOpens.complete();
            assertThat(TestServer.await(answer)).isEqualTo(DimseStatus.SUCCESS);
            assertThat(received.get()).isEqualTo(200 << 20);
        }
    }

    @Test
    void aSlowAssociationDoesNotDelayAnother() {
        Promise<Void> never = Promise.promise();
        CStoreScp slow = (_, _) -> reception(never::future, Future::succeededFuture);
        try (TestServer server = serving(slow)) {
            server.associate().store(TestServer.ct("1.2.3"), LARGE);
            await().until(() -> calls.contains("data"));

            for (int i = 0; i < 4; i++) {
                assertThat(TestServer.await(server.associate().echo()))
                        .isEqualTo(DimseStatus.SUCCESS);
            }
        }
    }

    private void assertAnswer(CStoreScp scp, DimseStatus status) {
        try (TestServer server = serving(scp)) {
            ClientAssociation association = server.associate();
            assertThat(TestServer.await(association.store(TestServer.ct("1.2.3"), LARGE)))
                    .isEqualTo(status);
            assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
            TestServer.await(association.release());
            boolean failed = status.kind() == DimseStatus.Kind.FAILURE;
            assertThat(server.listener.handlerFailures).hasSize(failed ? 1 : 0);
        }
    }

    private static TestServer serving(CStoreScp scp) {
        return TestServer.with(TestServer.options(), DicomServerServices.storing(scp));
    }

    private static <T> CompletableFuture<T> elsewhere(T value) {
        return CompletableFuture.supplyAsync(() -> value);
    }

    private StoreReception reception(
            Supplier<Future<Void>> onData, Supplier<Future<DimseStatus>> onComplete) {
        return new StoreReception() {
            @Override
            public Future<Void> data(Buffer fragment) {
                calls.add("data");
                return onData.get();
            }

            @Override
            public Future<DimseStatus> complete() {
                calls.add("complete");
                return onComplete.get();
            }

            @Override
            public void abort(Throwable cause) {
                calls.add("abort");
            }
        };
    }
}
