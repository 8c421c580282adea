package org.radbridge.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.CStoreRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.ingest.process.GeneratedStream.Pace;

/**
 * The packaged service with 512 MB of heap, its index and its encryption, and everything at once: a
 * thousand associations left idle, two hundred senders that dribble, and a multi-frame object of 4
 * GiB. The healthy sender beside them must not notice.
 */
@org.junit.jupiter.api.Tag("A2")
class HeavyLoadIT {
    private static final int IDLE = 1_000;
    private static final int DRIBBLING = 200;
    private static final int HEALTHY_STORES = 40;
    private static final int CT_BYTES = 512 << 10;

    /** The longest value of a 32-bit length that is even; the object is larger by its header. */
    private static final long LARGE = 0xFFFF_FFFEL;

    private static final long HEAP_LIMIT_MB = 512;
    private static final long LIVE_LIMIT_MB = 256;
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private final String study = Uid.create();
    private ServiceProcess service;

    @BeforeEach
    void start() {
        service =
                ServiceProcess.start(
                        folder,
                        Map.of(
                                "radbridge.dimse.callers", "CT1",
                                "radbridge.dimse.max-associations", "1300",
                                "radbridge.dimse.idle-timeout", "PT5M",
                                "radbridge.study.quiet-period", "PT1H"),
                        List.of(
                                "-Xmx512m",
                                "-XX:MaxDirectMemorySize=256m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Xlog:gc:file=" + gcLog()));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        service.close();
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
        List<Future<DimseStatus>> slow = new ArrayList<>();
        for (int i = 0; i < DRIBBLING; i++) {
            slow.add(send(Uid.MRImageStorage, 20_000, new Pace(100, 200, hurried::get)));
        }
        long begun = System.nanoTime();
        Future<DimseStatus> large = send(Uid.EnhancedCTImageStorage, LARGE, Pace.FULL);
        long[] beside = healthyStores(healthy);
        assertThat(large.isComplete()).as("measured while the large object came").isFalse();

        assertThat(await(large)).isEqualTo(DimseStatus.SUCCESS);
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        hurried.set(true);
        for (Future<DimseStatus> answer : slow) {
            assertThat(await(answer)).isEqualTo(DimseStatus.SUCCESS);
        }
        for (ClientAssociation association : idle) {
            assertThat(await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        }

        long live = liveHeap();
        long peak =
                collections().mapToLong(found -> Long.parseLong(found.group(1))).max().orElse(0);
        reporter.publishEntry(
                "heap, MB", "peak %d, live %d of %d".formatted(peak, live, HEAP_LIMIT_MB));
        reporter.publishEntry("object of 4 GiB, s", Long.toString(seconds));
        reporter.publishEntry(
                "healthy C-STORE of 512 KiB, ms",
                "alone median %d, worst %d; beside the load median %d, worst %d"
                        .formatted(median(alone), worst(alone), median(beside), worst(beside)));
        assertThat(service.isAlive()).isTrue();
        assertThat(peak).isPositive().isLessThan(HEAP_LIMIT_MB);
        assertThat(live).as("what cannot be collected").isLessThan(LIVE_LIMIT_MB);
        assertThat(largestFile()).isGreaterThan(LARGE);
        assertThat(median(beside))
                .as("a sender that waited for the slow ones would take seconds")
                .isLessThan(1_000);
    }

    private long[] healthyStores(ClientAssociation association) throws Exception {
        long[] millis = new long[HEALTHY_STORES];
        for (int i = 0; i < millis.length; i++) {
            String instance = Uid.create();
            Buffer dataSet =
                    head(Uid.CTImageStorage, instance, CT_BYTES).appendBytes(new byte[CT_BYTES]);
            long start = System.nanoTime();
            assertThat(await(association.store(request(Uid.CTImageStorage, instance), dataSet)))
                    .isEqualTo(DimseStatus.SUCCESS);
            millis[i] = Duration.ofNanos(System.nanoTime() - start).toMillis();
        }
        Arrays.sort(millis);
        return millis;
    }

    private Future<DimseStatus> send(String sopClassUid, long pixelBytes, Pace pace)
            throws Exception {
        String instance = Uid.create();
        return associate(sopClassUid)
                .store(
                        request(sopClassUid, instance),
                        new GeneratedStream(
                                vertx, head(sopClassUid, instance, pixelBytes), pixelBytes, pace));
    }

    /** All up to the pixels, with the header of their element. */
    private Buffer head(String sopClassUid, String instance, long pixelBytes) {
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SOPClassUID, sopClassUid)
                        .put(Tag.SOPInstanceUID, instance)
                        .put(Tag.Modality, sopClassUid.equals(Uid.MRImageStorage) ? "MR" : "CT")
                        .put(Tag.PatientName, "PHANTOM^HEAVY")
                        .put(Tag.PatientID, "HEAVY")
                        .put(Tag.StudyInstanceUID, study)
                        .put(Tag.SeriesInstanceUID, study + "." + sopClassUid.length());
        return Buffer.buffer(DataSetWriter.write(dataSet, SYNTAX))
                .appendUnsignedShortLE(Tag.PixelData >>> 16)
                .appendUnsignedShortLE(Tag.PixelData & 0xFFFF)
                .appendString(Vr.OW.name())
                .appendUnsignedShortLE(0)
                .appendUnsignedIntLE(pixelBytes);
    }

    private static CStoreRequest request(String sopClassUid, String instance) {
        return CStoreRequest.of(sopClassUid, instance, SYNTAX);
    }

    private ClientAssociation associate(String sopClassUid) throws Exception {
        return await(
                DicomClient.create(vertx)
                        .associate(
                                AssociationRequest.to(
                                                "127.0.0.1",
                                                service.dimsePort(),
                                                "RADBRIDGE",
                                                "CT1")
                                        .withVerification()
                                        .withStorage(sopClassUid, Set.of(SYNTAX))
                                        .withTimeouts(
                                                Duration.ofSeconds(30), Duration.ofMinutes(4))));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(4, TimeUnit.MINUTES);
    }

    private static long median(long[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static long worst(long[] sorted) {
        return sorted[sorted.length - 1];
    }

    /** What a full collection leaves, in MB. */
    private long liveHeap() throws IOException {
        long before = collections().count();
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(service.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .start()
                .onExit()
                .join();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> collections().count() > before);
        return collections()
                .mapToLong(found -> Long.parseLong(found.group(2)))
                .reduce(0, (_, b) -> b);
    }

    private Path gcLog() {
        return folder.resolve("gc.log");
    }

    private Stream<MatchResult> collections() {
        try {
            return COLLECTION.matcher(Files.readString(gcLog())).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long largestFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .max()
                    .orElse(0);
        }
    }
}
