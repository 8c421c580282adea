package org.radbridge.fhirmapper.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.testing.Ehr;
import org.radbridge.fhirmapper.testing.Gate.Deed;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/**
 * Kills the packaged mapper ({@code kill -9}) at random moments while results come in and answers
 * of the EHR get lost, and then counts what the EHR holds. {@code -Dradbridge.crash.seed} repeats a
 * run.
 */
@Tag("C6")
class EhrCrashIT {
    private static final Logger LOG = Logger.getLogger(EhrCrashIT.class);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(180);
    private static final long SEED = Long.getLong("radbridge.crash.seed", System.nanoTime());
    private static final int PATIENTS = 8;
    private static final int STUDIES_EACH = 3;
    private static final int KILLS = 4;

    @TempDir static Path folder;
    private static MapperPeers peers;
    private static Ehr ehr;
    private static EventProbe probe;
    private static MapperProcess mapper;

    @BeforeAll
    static void start() {
        peers = new MapperPeers();
        ehr = new Ehr();
        Map<String, String> config = new HashMap<>(new BackingPartsResource().start());
        config.remove("quarkus.http.test-port");
        config.putAll(peers.start());
        config.putAll(ehr.start());
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
    void aMapperThatIsKilledAtAnyMomentSendsEachResultAndNoneTwice() {
        Random random = new Random(SEED);
        List<TestStudy> studies = studies();
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int until = (kill + 1) * studies.size() / KILLS;
            for (; next < until; next++) {
                publish(studies.get(next), random);
            }
            int passages = ehr.gate().passages().size() + 1 + random.nextInt(8);
            if (random.nextBoolean()) {
                ehr.gate().next(new Deed.LoseTheAnswer());
            }
            await().atMost(LONG_ENOUGH)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> ehr.gate().passages().size() >= passages || allThere(studies));
            mapper.kill();
            mapper.start();
        }
        await().atMost(LONG_ENOUGH).until(() -> allThere(studies));
        // What was in doubt at the last kill comes again within a lease.
        await().during(Duration.ofSeconds(10)).atMost(LONG_ENOUGH).until(() -> allThere(studies));

        Ehr.Reader reader = ehr.reader();
        LOG.infof(
                "seed %d: %d results, %d kills, %d requests to the EHR",
                SEED, studies.size(), KILLS, ehr.gate().passages().size());
        assertThat(reader.count(Patient.class)).isEqualTo(PATIENTS);
        assertThat(reader.count(Device.class)).isEqualTo(1);
        assertThat(reader.count(DiagnosticReport.class)).isEqualTo(studies.size());
        assertThat(reader.count(Observation.class)).isEqualTo(3 * studies.size());
        assertThat(reader.count(Provenance.class)).isEqualTo(studies.size());
    }

    private static List<TestStudy> studies() {
        List<TestStudy> studies = new ArrayList<>();
        for (int study = 0; study < STUDIES_EACH; study++) {
            for (int patient = 0; patient < PATIENTS; patient++) {
                studies.add(
                        new TestStudy(
                                Uid.create(),
                                new PatientIdentifier("HOSPITAL", "MRN-" + SEED + "-" + patient),
                                "DX",
                                "CHEST",
                                1));
            }
        }
        return studies;
    }

    private static void publish(TestStudy study, Random random) {
        peers.archive(study);
        InferenceCompleted event = random.nextBoolean() ? TestResults.critical(study) : calm(study);
        String id = probe.publish(event, event.lane());
        if (random.nextInt(4) == 0) {
            probe.publish(event, event.lane(), id);
        }
    }

    /** As many findings as the critical result has. */
    private static InferenceCompleted calm(TestStudy study) {
        return TestResults.result(
                study,
                1,
                List.of(
                        TestResults.finding(
                                study, "Pneumothorax", "36118008", 0.1, Urgency.CRITICAL),
                        TestResults.finding(study, "Effusion", "60046008", 0.2, Urgency.URGENT),
                        TestResults.finding(study, "Nodule", "427359005", 0.3, Urgency.ROUTINE)));
    }

    private static boolean allThere(List<TestStudy> studies) {
        return ehr.reader().search(DiagnosticReport.class, "_elements=id").size() >= studies.size();
    }
}
