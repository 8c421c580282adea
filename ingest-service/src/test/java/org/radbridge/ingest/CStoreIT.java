package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.AuditRecorded.Outcome;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.net.AssociationException;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@org.junit.jupiter.api.Tag("A1")
@org.junit.jupiter.api.Tag("A2")
class CStoreIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @Inject DimseDoor door;

    private final String study = Uid.create();
    private final Vertx vertx = Vertx.vertx();
    private EventProbe probe;
    private WebDoor radiologist;

    @BeforeEach
    void open() {
        probe = EventProbe.connect();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        radiologist = WebDoor.as("radiologist", port);
    }

    @AfterEach
    void close() {
        probe.close();
        Modality.await(vertx.close());
    }

    private List<Outgoing> headCt() {
        return Samples.headCt(study).stream().map(Outgoing::of).toList();
    }

    private Modality modality(List<Outgoing> instances) {
        return Modality.open(vertx, door.port(), "MODALITY", instances);
    }

    @Test
    void aKnownCallerIsAnsweredToAnEcho() {
        try (Modality modality = modality(List.of())) {
            assertThat(modality.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("E5")
    void anUnknownCallerIsRejectedAndAudited() {
        String stranger = "STRANGER" + study.substring(study.length() - 6);

        assertThatThrownBy(() -> Modality.open(vertx, door.port(), stranger, List.of()))
                .hasCauseInstanceOf(AssociationException.Rejected.class);

        AuditRecorded record = audit(Action.SECURITY_ALERT, stranger);
        assertThat(record.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(record.failureId()).isEqualTo("association-rejected");
        try (Modality modality = modality(List.of())) {
            assertThat(modality.echo()).isEqualTo(DimseStatus.SUCCESS);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("E5")
    void aRealSeriesIsStoredReadBackAndAudited() {
        List<byte[]> sent = Samples.headCt(study);
        List<Outgoing> instances = sent.stream().map(Outgoing::of).toList();

        try (Modality modality = modality(instances)) {
            for (Outgoing instance : instances) {
                assertThat(modality.store(instance)).isEqualTo(DimseStatus.SUCCESS);
            }
        }

        List<byte[]> files = radiologist.retrieve("/dicom-web/studies/" + study);
        assertThat(dataSets(files)).containsExactlyInAnyOrderElementsOf(dataSets(sent));
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        audits().stream()
                                                .filter(a -> study.equals(a.studyInstanceUid()))
                                                .filter(a -> a.action() == Action.TRANSFER))
                                .singleElement()
                                .satisfies(a -> {
                                    assertThat(a.userName()).isEqualTo("MODALITY");
                                    assertThat(a.patient()).isNotNull();
                                }));
    }

    private static List<DataSet> dataSets(List<byte[]> files) {
        return files.stream().map(file -> Part10Reader.read(file).dataSet()).toList();
    }

    @Test
    void storingAgainIsASuccessAndAddsNothing() {
        Outgoing instance = headCt().getFirst();

        try (Modality modality = modality(List.of(instance))) {
            assertThat(modality.store(instance)).isEqualTo(DimseStatus.SUCCESS);
            assertThat(modality.store(instance)).isEqualTo(DimseStatus.SUCCESS);
        }

        assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).hasSize(1);
    }

    @Test
    @org.junit.jupiter.api.Tag("A5")
    void concurrentAssociationsOfOneStudyNeitherCollideNorCloseItTwice() {
        List<Outgoing> instances = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            instances.addAll(headCt());
        }
        List<Modality> modalities = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            modalities.add(modality(instances));
        }

        List<Future<DimseStatus>> statuses = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            statuses.add(modalities.get(i % 6).storeLater(instances.get(i)));
        }

        assertThat(Modality.await(Future.all(statuses)).<DimseStatus>list())
                .containsOnly(DimseStatus.SUCCESS);
        modalities.forEach(Modality::close);
        await().atMost(LONG_ENOUGH).until(() -> !closes().isEmpty());
        StudyClosed closed = closes().getFirst();
        assertThat(closed.series()).hasSize(6).allMatch(series -> series.instances() == 8);
        assertThat(closes()).hasSize(1);
    }

    @Test
    @org.junit.jupiter.api.Tag("A8")
    void aTruncatedDataSetIsRefusedAndTheNextStudyPasses() {
        List<Outgoing> instances = headCt();
        Outgoing first = instances.getFirst();

        try (Modality modality = modality(instances)) {
            DimseStatus status = modality.store(first.cutTo(first.dataSet().length() - 1000));
            assertThat(status.code()).isEqualTo(DimseStatus.CANNOT_UNDERSTAND.code());
            assertThat(status.errorComment()).hasValue("truncated");
            assertThat(modality.store(instances.getLast())).isEqualTo(DimseStatus.SUCCESS);
        }

        assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).hasSize(1);
        assertThat(refused()).contains(first.request().sopInstanceUid()).contains("\"truncated\"");
    }

    @Test
    @org.junit.jupiter.api.Tag("A8")
    void anAssociationThatBreaksOffLeavesARecordAndNoInstance() {
        List<Outgoing> instances = headCt();
        Outgoing whole = instances.getFirst();
        Modality modality = modality(instances);
        assertThat(modality.store(instances.getLast())).isEqualTo(DimseStatus.SUCCESS);

        modality.storeLater(whole);
        modality.abort();

        try (Modality next = modality(instances)) {
            assertThat(next.store(whole)).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(radiologist.retrieve("/dicom-web/studies/" + study)).hasSize(2);
    }

    @Test
    void everySampleOfEveryTransferSyntaxGoesThroughTheDoor() {
        List<Outgoing> instances =
                Samples.below("transfer-syntaxes").stream()
                        .filter(file -> file.getFileName().toString().startsWith("ct_"))
                        .map(file -> Outgoing.of(Samples.bytes(file.toString())))
                        .toList();

        try (Modality modality = modality(instances)) {
            Set<DimseStatus> statuses =
                    instances.stream().map(modality::store).collect(Collectors.toSet());
            assertThat(statuses).containsOnly(DimseStatus.SUCCESS);
        }
    }

    private String refused() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        return WebDoor.as("it-administrator", port).get("/operations/refused").body();
    }

    private List<StudyClosed> closes() {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(study))
                .toList();
    }

    private List<AuditRecorded> audits() {
        return probe.events(EventType.AUDIT_RECORDED, AuditRecorded.class);
    }

    private AuditRecorded audit(Action action, String name) {
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        audits().stream()
                                .anyMatch(a -> a.action() == action && a.userName().equals(name)));
        return audits().stream()
                .filter(a -> a.action() == action && a.userName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
