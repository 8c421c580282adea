package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * A server with 512 MB of heap and everything at once: a thousand associations left idle, two
 * hundred senders that dribble, forty fast senders of 64 MiB each to a store that is slow, and an
 * object of 4 GiB. The healthy sender beside them must not notice.
 */
@Tag("A2")
class HeavyLoadIT {

    private static final int IDLE = 1_000;
    private static final int DRIBBLING = 200;
    private static final int TO_SLOW_STORE = 40;
    private static final long LARGE = 4L << 30;
    private static final long TO_SLOW_STORE_BYTES = 64 << 20;
    private static final long HEAP_LIMIT = 512L << 20;
    private static final int HEALTHY_STORES = 60;
    private static final Buffer CT = Buffer.buffer(new byte[512 << 10]);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean dribbled = new AtomicBoolean();
    private Process server;
    private BufferedReader answers;
    private int port;

    private record Figures(
            int connections, long objects, long bytes, long peakHeap, long liveHeap, long direct) {
        static Figures parse(String line) {
            long[] values = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Figures(
                    (int) values[0], values[1], values[2], values[3], values[4], values[5]);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:MaxDirectMemorySize=256m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SinkServer.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        answers = server.inputReader();
        port = Integer.parseInt(answers.readLine());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        server.getOutputStream().close();
        if (!server.waitFor(10, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    @Test
    void idleSlowAndHugeSendersCostNeitherTheHeapNorTheHealthy(TestReporter reporter)
            throws Exception {
        ClientAssociation healthy = associate(Uid.CTImageStorage);
        healthyStores(healthy);
        long[] alone = healthyStores(healthy);

        List<ClientAssociation> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            idle.add(associate(Uid.CTImageStorage));
        }
        List<Future<DimseStatus>> answersDue = new ArrayList<>();
        for (int i = 0; i < DRIBBLING; i++) {
            answersDue.add(store(associate(Uid.MRImageStorage), Uid.MRImageStorage, new Dribble()));
        }
        for (int i = 0; i < TO_SLOW_STORE; i++) {
            answersDue.add(
                    store(
                            associate(SinkServer.SLOW_SOP_CLASS),
                            SinkServer.SLOW_SOP_CLASS,
                            new CountedStream(vertx, TO_SLOW_STORE_BYTES)));
        }
        Future<DimseStatus> large =
                store(
                        associate(Uid.EnhancedCTImageStorage),
                        Uid.EnhancedCTImageStorage,
                        new CountedStream(vertx, LARGE));
        long[] beside = healthyStores(healthy);
        assertThat(large.isComplete()).as("measured while the large object came").isFalse();

        assertThat(await(large)).isEqualTo(DimseStatus.SUCCESS);
        dribbled.set(true);
        for (Future<DimseStatus> answer : answersDue) {
            assertThat(await(answer)).isEqualTo(DimseStatus.SUCCESS);
        }
        for (ClientAssociation association : idle) {
            assertThat(await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        }

        Figures figures = figures();
        reporter.publishEntry("figures", figures.toString());
        reporter.publishEntry(
                "healthy C-STORE of 512 KiB, ms",
                "alone median %d, worst %d; beside the load median %d, worst %d"
                        .formatted(median(alone), worst(alone), median(beside), worst(beside)));
        assertThat(figures.connections()).isEqualTo(1 + IDLE + DRIBBLING + TO_SLOW_STORE + 1);
        assertThat(figures.bytes()).isGreaterThan(LARGE + TO_SLOW_STORE * TO_SLOW_STORE_BYTES);
        assertThat(figures.peakHeap()).isLessThan(HEAP_LIMIT);
        assertThat(figures.liveHeap()).as("what cannot be collected").isLessThan(128L << 20);
        assertThat(median(beside))
                .as("a sender that waited for the slow ones would take seconds")
                .isLessThan(500);
    }

    private long[] healthyStores(ClientAssociation association) throws Exception {
        long[] millis = new long[HEALTHY_STORES];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            assertThat(await(association.store(request(Uid.CTImageStorage), CT)))
                    .isEqualTo(DimseStatus.SUCCESS);
            millis[i] = Duration.ofNanos(System.nanoTime() - start).toMillis();
        }
        Arrays.sort(millis);
        return millis;
    }

    private static long median(long[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static long worst(long[] sorted) {
        return sorted[sorted.length - 1];
    }

    private Figures figures() throws IOException {
        server.getOutputStream().write('\n');
        server.getOutputStream().flush();
        return Figures.parse(answers.readLine());
    }

    private ClientAssociation associate(String sopClassUid) throws Exception {
        return await(
                DicomClient.create(vertx)
                        .associate(
                                AssociationRequest.to("127.0.0.1", port, "RADBRIDGE", "CT1")
                                        .withVerification()
                                        .withStorage(
                                                sopClassUid,
                                                Set.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                                        .withTimeouts(
                                                Duration.ofSeconds(30), Duration.ofMinutes(2))));
    }

    private static Future<DimseStatus> store(
            ClientAssociation association, String sopClassUid, ReadStream<Buffer> dataSet) {
        return association.store(request(sopClassUid), dataSet);
    }

    private static CStoreRequest request(String sopClassUid) {
        return CStoreRequest.of(sopClassUid, "1.2.3", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
    }

    /** Sends a hundred bytes now and then until it is told to end. */
    private final class Dribble implements ReadStream<Buffer> {

        private static final long PAUSE_MILLIS = 200;

        private Handler<Buffer> handler = _ -> {};
        private Handler<Void> ended = _ -> {};
        private boolean started;

        @Override
        public Dribble resume() {
            if (!started) {
                started = true;
                vertx.setPeriodic(PAUSE_MILLIS, this::drop);
            }
            return this;
        }

        private void drop(long timer) {
            handler.handle(Buffer.buffer(new byte[100]));
            if (dribbled.get()) {
                vertx.cancelTimer(timer);
                ended.handle(null);
            }
        }

        @Override
        public Dribble handler(Handler<Buffer> newHandler) {
            handler = newHandler;
            return this;
        }

        @Override
        public Dribble endHandler(Handler<Void> newHandler) {
            ended = newHandler;
            return this;
        }

        @Override
        public Dribble exceptionHandler(Handler<Throwable> ignored) {
            return this;
        }

        @Override
        public Dribble pause() {
            return this;
        }

        @Override
        public Dribble fetch(long amount) {
            return resume();
        }
    }
}
