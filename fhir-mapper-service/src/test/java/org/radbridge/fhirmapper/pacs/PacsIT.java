package org.radbridge.fhirmapper.pacs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.evidence.ResultObjects;
import org.radbridge.fhirmapper.pacs.DestinationConfig.Protocol;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.sr.StructuredReport;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.failure.RadbridgeException;

/** Both ways to store, at the dev stack's PACS. */
@Tag("C3")
class PacsIT {
    private static MapperPeers peers;
    private static Vertx vertx;

    private final TestStudy study = TestStudies.radiograph("P-1");
    private final InferenceCompleted event = TestResults.critical(study);

    @BeforeAll
    static void start() {
        peers = new MapperPeers();
        peers.start();
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close();
        peers.stop();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aReportThatIsStoredTwiceIsHeldOnce(Protocol protocol) {
        Pacs pacs = new Pacs(vertx, config(protocol, peers.pacsDimsePort(), "PACS"));
        String uid =
                ResultObjects.of(result())
                        .of(ObjectKind.STRUCTURED_REPORT)
                        .getFirst()
                        .sopInstanceUid();
        assertThat(holds(pacs, uid)).isFalse();

        Pacs.Outgoing object = pacs.encode(report());
        pacs.store(object).await().atMost(Duration.ofSeconds(10));
        pacs.store(object).await().atMost(Duration.ofSeconds(10));

        assertThat(holds(pacs, uid)).isTrue();
        assertThat(peers.structuredReports(study.uid())).containsExactly(uid);
        pacs.stop();
    }

    @Test
    void aPacsThatIsNotThereIsAFailureWithItsName() {
        Pacs pacs = new Pacs(vertx, config(Protocol.C_STORE, 1, "PACS"));
        assertThatThrownBy(() ->
                        pacs.store(pacs.encode(report())).await().atMost(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(
                        RadbridgeException.class,
                        e -> assertThat(e.failureId()).isEqualTo(PacsFailure.UNREACHABLE));
        pacs.stop();
    }

    private boolean holds(Pacs pacs, String uid) {
        return pacs.holds(study.uid(), uid).await().atMost(Duration.ofSeconds(10));
    }

    private StudyResult result() {
        return StudyResult.unread(event, study.metadata(), TestResults.INFERRED);
    }

    private DataSet report() {
        return new StructuredReport(result(), TestResults.AUTHOR).build();
    }

    private static Destination config(Protocol protocol, int port, String aeTitle) {
        return new Destination(
                "tested",
                new TestDestination(
                        protocol,
                        DestinationConfig.Confirmation.QIDO_RS,
                        port,
                        aeTitle,
                        Optional.of(peers.pacsDicomWeb())));
    }
}
