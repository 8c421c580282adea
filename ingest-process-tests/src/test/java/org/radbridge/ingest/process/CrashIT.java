package org.radbridge.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.EventProbe;
import org.radbridge.kit.testing.TestTokens;

/** The packaged service, killed at awkward moments. */
@org.junit.jupiter.api.Tag("A5")
@org.junit.jupiter.api.Tag("A11")
class CrashIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir static Path folder;
    private static ServiceProcess service;
    private static EventProbe probe;
    private static Vertx vertx;

    private final String study = Uid.create();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        service =
                ServiceProcess.start(
                        folder,
                        Map.of(
                                "radbridge.dimse.callers", "MODALITY",
                                "radbridge.storage.orphan-age", "PT0S",
                                "radbridge.study.quiet-period", "PT4S"));
        probe = EventProbe.connect(service.config("radbridge.kafka.bootstrap"));
    }

    @AfterAll
    static void stop() {
        service.close();
        probe.close();
        Modality.await(vertx.close());
    }

    @Test
    void aStudyWhoseQuietPeriodACrashInterruptsIsStillClosedOnce() {
        List<Outgoing> instances = headCt();
        try (Modality modality = modality(instances)) {
            instances.forEach(i -> assertThat(modality.store(i)).isEqualTo(DimseStatus.SUCCESS));
        }
        assertThat(closes()).isEmpty();

        service.kill();
        service.restart();

        await().atMost(LONG_ENOUGH).until(() -> !closes().isEmpty());
        assertThat(closes()).hasSize(1);
        assertThat(closes().getFirst().series().getFirst().instances()).isEqualTo(8);
    }

    @Test
    @org.junit.jupiter.api.Tag("A2")
    void everyInstanceThatWasAnsweredWithSuccessSurvivesAKill() {
        List<Outgoing> instances = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            instances.addAll(headCt());
        }
        List<Modality> modalities =
                List.of(modality(instances), modality(instances), modality(instances));
        Set<String> stored = java.util.concurrent.ConcurrentHashMap.newKeySet();
        for (int i = 0; i < instances.size(); i++) {
            Outgoing instance = instances.get(i);
            Future<DimseStatus> status = modalities.get(i % 3).storeLater(instance);
            status.onSuccess(answer -> {
                if (answer.equals(DimseStatus.SUCCESS)) {
                    stored.add(instance.request().sopInstanceUid());
                }
            });
        }
        await().atMost(LONG_ENOUGH).until(() -> stored.size() > 20);

        service.kill();
        service.restart();

        WebDoor reader = WebDoor.with(TestTokens.of("radiologist"), service.httpPort());
        Set<String> found = readable(reader);
        assertThat(found).containsAll(stored);
        try (Modality modality = modality(instances)) {
            instances.forEach(i -> assertThat(modality.store(i)).isEqualTo(DimseStatus.SUCCESS));
        }
        assertThat(readable(reader)).hasSize(instances.size());
    }

    /** The instances that the index knows, each of them fetched and read. */
    private Set<String> readable(WebDoor reader) {
        String path = "/dicom-web/studies/" + study;
        List<DataSet> known = DicomJson.readAll(reader.get(path + "/instances?limit=1000").body());
        Set<String> found = new HashSet<>();
        for (DataSet instance : known) {
            String series = instance.string(Tag.SeriesInstanceUID).orElseThrow();
            String uid = instance.string(Tag.SOPInstanceUID).orElseThrow();
            List<byte[]> file = reader.retrieve(path + "/series/" + series + "/instances/" + uid);
            assertThat(file).hasSize(1);
            DataSet read = Part10Reader.read(file.getFirst()).dataSet();
            assertThat(read.string(Tag.SOPInstanceUID)).contains(uid);
            found.add(uid);
        }
        assertThat(found).hasSameSizeAs(known);
        return found;
    }

    private List<Outgoing> headCt() {
        return Samples.headCt(study).stream().map(Outgoing::of).toList();
    }

    private static Modality modality(List<Outgoing> instances) {
        return Modality.open(vertx, service.dimsePort(), "MODALITY", instances);
    }

    private List<StudyClosed> closes() {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(study))
                .toList();
    }
}
