package org.radbridge.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.TestTokens;

/**
 * Kills the packaged service ({@code kill -9}) at random moments while senders work at both doors,
 * and then compares what they were told, what the index says and what can be read.
 *
 * <p>{@code -Dradbridge.crash.instances} says how many are sent, {@code -Dradbridge.crash.seed}
 * repeats a run.
 */
@org.junit.jupiter.api.Tag("A2")
@org.junit.jupiter.api.Tag("A3")
@org.junit.jupiter.api.Tag("A11")
class RandomKillsIT {
    private static final Logger LOG = Logger.getLogger(RandomKillsIT.class);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final int INSTANCES = Integer.getInteger("radbridge.crash.instances", 5000);
    private static final long SEED = Long.getLong("radbridge.crash.seed", System.nanoTime());
    private static final int KILLS = 6;
    private static final int PER_STUDY = 50;
    private static final int PER_REQUEST = 10;
    private static final int ASSOCIATIONS = 3;

    @TempDir static Path folder;
    private static ServiceProcess service;
    private static Vertx vertx;

    private record Instance(String study, String series, String uid) {
        byte[] file() {
            return SmallInstances.file(study, series, uid);
        }
    }

    private final BlockingQueue<Instance> toSend = new LinkedBlockingQueue<>();
    private final Set<Instance> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Instance> inDoubt = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        service =
                ServiceProcess.start(
                        folder,
                        Map.of(
                                "radbridge.dimse.callers", "MODALITY",
                                "radbridge.storage.orphan-age", "PT0S",
                                "radbridge.study.quiet-period", "PT1H"));
    }

    @AfterAll
    static void stop() {
        service.close();
        Modality.await(vertx.close());
    }

    @Test
    void whatWasAnsweredWithSuccessIsThereAndWhatIsIndexedCanBeRead() throws Exception {
        Random random = new Random(SEED);
        List<String> studies = plan();
        long began = System.nanoTime();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < ASSOCIATIONS; i++) {
                work.add(senders.submit(this::sendByCStore));
            }
            work.add(senders.submit(this::sendByStow));
            for (int kill = 0; kill < KILLS; kill++) {
                int share = INSTANCES / (KILLS + 1);
                int after = kill * share + share / 4 + random.nextInt(share);
                await().atMost(LONG_ENOUGH)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> acknowledged.size() >= after || allDone(work));
                service.kill();
                service.restart();
            }
            for (Future<?> sender : work) {
                sender.get();
            }
        }
        long sending = System.nanoTime() - began;
        service.kill();
        service.restart();

        Set<String> readable = new HashSet<>();
        for (String study : studies) {
            readable.addAll(readableInstances(study));
        }

        LOG.infof(
                "seed %d: %d instances by both doors in %d s with %d kills: %d acknowledged, %d in doubt, %d readable",
                SEED,
                INSTANCES,
                Duration.ofNanos(sending).toSeconds(),
                KILLS + 1,
                acknowledged.size(),
                inDoubt.size(),
                readable.size());
        assertThat(acknowledged.size() + inDoubt.size()).isEqualTo(INSTANCES);
        assertThat(acknowledged.size()).isGreaterThan(INSTANCES * 9 / 10);
        assertThat(readable).containsAll(acknowledged.stream().map(Instance::uid).toList());
        assertThat(rows("instance", studies)).isEqualTo(readable.size());
        assertThat(rows("instance_identity", studies)).isEqualTo(readable.size());
        // what a kill left without a row is swept: not a byte is kept that nobody can ask for
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(files()).isEqualTo(readable.size()));
    }

    private List<String> plan() {
        List<String> studies = new ArrayList<>();
        String series = "";
        for (int i = 0; i < INSTANCES; i++) {
            if (i % PER_STUDY == 0) {
                studies.add(Uid.create());
                series = Uid.create();
            }
            toSend.add(new Instance(studies.getLast(), series, Uid.create()));
        }
        return studies;
    }

    private static boolean allDone(List<Future<?>> work) {
        return work.stream().allMatch(Future::isDone);
    }

    // --- senders: who gets no answer does not send again, since a real one may not either

    private void sendByCStore() {
        Modality modality = null;
        Instance next;
        while ((next = toSend.poll()) != null) {
            Outgoing outgoing = Outgoing.of(next.file());
            try {
                if (modality == null) {
                    modality = connect(outgoing);
                }
                note(List.of(next), modality.store(outgoing).equals(DimseStatus.SUCCESS));
            } catch (IllegalStateException broken) {
                inDoubt.add(next);
                modality = null;
            }
        }
    }

    private static Modality connect(Outgoing outgoing) {
        return await().atMost(LONG_ENOUGH)
                .ignoreExceptions()
                .until(
                        () ->
                                Modality.open(
                                        vertx, service.dimsePort(), "MODALITY", List.of(outgoing)),
                        java.util.Objects::nonNull);
    }

    private void sendByStow() {
        List<Instance> request = new ArrayList<>();
        while (toSend.drainTo(request, PER_REQUEST) > 0) {
            WebDoor door = WebDoor.with(TestTokens.of("service"), service.httpPort());
            await().atMost(LONG_ENOUGH).until(RandomKillsIT::isUp);
            try {
                HttpResponse<String> answer =
                        door.store(request.stream().map(Instance::file).toList());
                Set<String> stored = storedAccordingTo(answer);
                request.forEach(
                        instance -> note(List.of(instance), stored.contains(instance.uid())));
            } catch (UncheckedIOException broken) {
                inDoubt.addAll(request);
            }
            request.clear();
        }
    }

    private static boolean isUp() {
        try {
            return WebDoor.with("", service.httpPort()).get("/q/health/ready").statusCode() == 200;
        } catch (UncheckedIOException down) {
            return false;
        }
    }

    /** PS3.18 I.2.2: the instances in the Referenced SOP Sequence were stored. */
    private static Set<String> storedAccordingTo(HttpResponse<String> answer) {
        if (answer.statusCode() != 200 && answer.statusCode() != 202) {
            return Set.of();
        }
        Set<String> stored = new HashSet<>();
        JsonObject sequence = new JsonObject(answer.body()).getJsonObject("00081199");
        for (Object item : sequence.getJsonArray("Value")) {
            stored.add(
                    ((JsonObject) item)
                            .getJsonObject("00081155")
                            .getJsonArray("Value")
                            .getString(0));
        }
        return stored;
    }

    private void note(List<Instance> instances, boolean success) {
        (success ? acknowledged : inDoubt).addAll(instances);
    }

    // --- what is there

    /** Reads every instance of the study, and compares it with what was sent. */
    private static List<String> readableInstances(String study) {
        WebDoor reader = WebDoor.with(TestTokens.of("radiologist"), service.httpPort());
        HttpResponse<String> metadata = reader.get("/dicom-web/studies/" + study + "/metadata");
        if (metadata.statusCode() == 404) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (byte[] file : reader.retrieve("/dicom-web/studies/" + study)) {
            DataSet dataSet = Part10Reader.read(file).dataSet();
            String uid = dataSet.string(Tag.SOPInstanceUID).orElseThrow();
            assertThat(dataSet.bytes(Tag.PixelData).orElseThrow())
                    .isEqualTo(SmallInstances.pixels(uid));
            found.add(uid);
        }
        assertThat(found).doesNotHaveDuplicates();
        assertThat(new JsonArray(metadata.body())).hasSameSizeAs(found);
        return found;
    }

    private static long rows(String table, List<String> studies) throws SQLException {
        String url =
                "jdbc:postgresql://localhost:%s/%s"
                        .formatted(
                                service.config("radbridge.database.port"),
                                service.config("radbridge.database.name"));
        String sql =
                "SELECT count(*) FROM %s i JOIN study s ON s.id = i.study_id WHERE s.study_instance_uid = ANY(?)"
                        .formatted(table);
        try (Connection connection =
                        DriverManager.getConnection(
                                url,
                                service.config("radbridge.database.user"),
                                service.config("radbridge.database.password"));
                var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", studies.toArray()));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static long files() {
        try (Stream<Path> all = Files.walk(folder.resolve("objects"))) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
