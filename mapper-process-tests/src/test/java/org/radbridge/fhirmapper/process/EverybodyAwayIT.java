package org.radbridge.fhirmapper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.testing.Ehr;
import org.radbridge.fhirmapper.testing.HapiReceiver;
import org.radbridge.fhirmapper.testing.Hospital;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/**
 * The EHR, its HL7 v2 door and the PACS are away while results come in, and the packaged mapper is
 * killed ({@code kill -9}) meanwhile and again while it catches up; then everything has arrived,
 * once. {@code -Dradbridge.away=PT10M} stays away as long as a hospital's maintenance does.
 */
@Tag("C6")
@Tag("C4")
@Tag("C3")
class EverybodyAwayIT {
    private static final Logger LOG = Logger.getLogger(EverybodyAwayIT.class);
    private static final Duration AWAY =
            Duration.parse(System.getProperty("radbridge.away", "PT20S"));

    /** Three hundred results in whatever time they are away, but not more than two in a second. */
    private static final Duration BETWEEN =
            Duration.ofMillis(Math.max(400, AWAY.dividedBy(300).toMillis()));

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5).plus(AWAY);
    private static final long SEED = Long.getLong("radbridge.crash.seed", System.nanoTime());
    private static final int PATIENTS = 7;
    private static final int KILLS_WHILE_AWAY = 1 + (int) AWAY.toMinutes() / 3;
    private static final int KILLS_AFTERWARDS = KILLS_WHILE_AWAY;

    @TempDir static Path folder;
    private static MapperPeers peers;
    private static Ehr ehr;
    private static int mllpPort;
    private static EventProbe probe;
    private static MapperProcess mapper;

    private final Random random = new Random(SEED);
    private final List<TestStudy> studies = new ArrayList<>();
    private final Set<String> inPacs = new HashSet<>();

    @BeforeAll
    static void start() {
        peers = new MapperPeers();
        ehr = new Ehr();
        Map<String, String> config = new HashMap<>(new BackingPartsResource().start());
        config.remove("quarkus.http.test-port");
        new Hospital()
                .start().entrySet().stream()
                        .filter(e -> e.getKey().contains("destinations.ehr"))
                        .forEach(e -> config.put(e.getKey(), e.getValue()));
        config.putAll(peers.start());
        config.putAll(ehr.start());
        mllpPort = Integer.parseInt(config.get("radbridge.hl7v2.destinations.ehr.port"));
        probe = EventProbe.connect(config.getOrDefault("radbridge.kafka.bootstrap", ""));
        mapper = new MapperProcess(folder, config);
    }

    @AfterAll
    static void stop() {
        mapper.close();
        probe.close();
        ehr.stop();
        peers.stop();
    }

    @Test
    @Timeout(3600)
    void whatTheyMissedComesOnce() {
        ehr.kill();
        peers.killPacs();
        long begin = System.nanoTime();
        for (int kill = 1; kill <= KILLS_WHILE_AWAY; kill++) {
            publishUntil(begin + AWAY.multipliedBy(kill).dividedBy(KILLS_WHILE_AWAY + 1).toNanos());
            restart();
        }
        publishUntil(begin + AWAY.toNanos());

        ehr.launch();
        peers.startPacs();
        try (HapiReceiver door = new HapiReceiver(mllpPort)) {
            for (int kill = 1; kill <= KILLS_AFTERWARDS; kill++) {
                int enough = door.received().size() + 1 + random.nextInt(studies.size() / 2);
                await().atMost(LONG_ENOUGH)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() ->
                                door.received().size() >= enough || told(door) == studies.size());
                restart();
            }
            await().atMost(LONG_ENOUGH)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> allThere(door));
            // What was in doubt at the last kill comes again within a lease.
            await().during(Duration.ofSeconds(10)).atMost(LONG_ENOUGH).until(() -> allThere(door));
            LOG.infof(
                    "seed %d, away for %s: %d results, %d messages received",
                    SEED, AWAY, studies.size(), door.received().size());
            eachMessageOnce(door.received());
        }
        Ehr.Reader reader = ehr.reader();
        assertThat(reader.count(Patient.class)).isEqualTo(PATIENTS);
        assertThat(reader.count(DiagnosticReport.class)).isEqualTo(studies.size());
        assertThat(reader.count(Observation.class)).isEqualTo(3 * studies.size());
        assertThat(reader.count(Provenance.class)).isEqualTo(studies.size());
        for (TestStudy study : studies) {
            assertThat(peers.structuredReports(study.uid())).as("in the PACS").hasSize(1);
        }
    }

    private static void restart() {
        mapper.kill();
        mapper.start();
    }

    private void publishUntil(long end) {
        while (System.nanoTime() < end) {
            TestStudy study =
                    new TestStudy(
                            Uid.create(),
                            new PatientIdentifier(
                                    "HOSPITAL", "MRN-" + SEED + "-" + studies.size() % PATIENTS),
                            "DX",
                            "CHEST",
                            1);
            studies.add(study);
            peers.archive(study);
            InferenceCompleted event = TestResults.critical(study);
            probe.publish(event, event.lane());
            long next = Math.min(end, System.nanoTime() + BETWEEN.toNanos());
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(BETWEEN.plusSeconds(1))
                    .until(() -> System.nanoTime() >= next);
        }
    }

    /**
     * A message that the receiver heard and the mapper did not know to be heard is sent again with
     * the same control id, which the receiver knows it by.
     */
    private void eachMessageOnce(List<String> received) {
        Map<String, String> studyByControlId = new LinkedHashMap<>();
        received.forEach(
                message -> studyByControlId.putIfAbsent(controlId(message), study(message)));
        assertThat(studyByControlId.values())
                .as("one message for each result")
                .containsExactlyInAnyOrderElementsOf(studies.stream().map(TestStudy::uid).toList());
    }

    private static String controlId(String message) {
        return message.split("\\|", -1)[9];
    }

    /** The first observation says which study it is about. */
    private static String study(String message) {
        String observation =
                message.lines().filter(line -> line.startsWith("OBX|")).findFirst().orElseThrow();
        return observation.split("\\|", -1)[5];
    }

    private static long told(HapiReceiver door) {
        return door.received().stream().map(EverybodyAwayIT::controlId).distinct().count();
    }

    private boolean allThere(HapiReceiver door) {
        long told = door.received().stream().map(EverybodyAwayIT::controlId).distinct().count();
        if (told < studies.size() || ehr.reader().count(DiagnosticReport.class) < studies.size()) {
            return false;
        }
        // Each question costs the PACS a look at all it holds: the first that is missing will do.
        for (TestStudy study : studies) {
            if (!inPacs.contains(study.uid())) {
                if (peers.structuredReports(study.uid()).isEmpty()) {
                    return false;
                }
                inPacs.add(study.uid());
            }
        }
        return true;
    }
}
