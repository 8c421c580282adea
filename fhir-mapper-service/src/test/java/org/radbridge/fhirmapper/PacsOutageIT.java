package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C3")
class PacsOutageIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    MapperPeers peers;
    private EventProbe probe;
    private final TestStudy study = TestStudies.headCt("MRN-" + UUID.randomUUID());

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
        peers.archive(study);
    }

    @AfterEach
    void disconnect() {
        peers.startPacs();
        probe.close();
    }

    @Test
    void aPacsThatIsAwayHoldsUpTheReportOnlyAndGetsItOnceWhenItIsBack() {
        peers.killPacs();
        InferenceCompleted event = TestResults.critical(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.FHIR_VISIBLE).size() == 1);
        assertThat(published(TimelineStep.SR_IN_PACS)).isEmpty();

        peers.startPacs();
        await().atMost(LONG_ENOUGH).until(() -> published(TimelineStep.SR_IN_PACS).size() == 1);
        assertThat(peers.structuredReports(study.uid()))
                .containsExactly(published(TimelineStep.SR_IN_PACS).getFirst().srInstanceUid());
    }

    private List<ResultPublished> published(TimelineStep step) {
        return probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                .filter(e -> e.studyInstanceUid().equals(study.uid()))
                .filter(e -> e.stamps().containsKey(step))
                .toList();
    }
}
