package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** What escalations and failed analyses leave in the record. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
class EscalationRecordIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final String escalation = UUID.randomUUID().toString();
    private final PatientIdentifier patient =
            new PatientIdentifier("HOSPITAL", "MRN-" + UUID.randomUUID());

    @BeforeEach
    void connect() {
        probe = EventProbe.connect();
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    @Tag("D2")
    @Tag("D4")
    void anEscalationIsOneCommunicationFromAlertToAcknowledgement() {
        change(1, State.OPENED, 1, null);
        change(2, State.DELIVERED, 1, "surgeon on call");
        change(3, State.CLIMBED, 2, null);
        change(4, State.DELIVERED, 2, "head of surgery");
        change(5, State.ACKNOWLEDGED, 2, "head of surgery");
        // Once more, in the other lane: it may come at any time.
        probe.publish(event(3, State.CLIMBED, 2, null), Lane.ROUTINE);

        await().atMost(LONG_ENOUGH)
                .until(() ->
                        statuses().equals(List.of(CommunicationStatus.COMPLETED))
                                && recorded().getNote().size() == 5);
        Communication communication = recorded();
        assertThat(communication.getMeta().getVersionId()).isEqualTo("5");
        assertThat(communication.getSentElement().getValueAsString())
                .isEqualTo("2026-11-22T08:00:02.000Z");
        assertThat(communication.getReceivedElement().getValueAsString())
                .isEqualTo("2026-11-22T08:00:05.000Z");
        assertThat(communication.getRecipient())
                .extracting(Reference::getDisplay)
                .containsExactlyInAnyOrder("surgeon on call", "head of surgery");
        assertThat(communication.getNote()).hasSize(5);
        assertThat(communication.getAboutFirstRep().getReference())
                .isEqualTo("DiagnosticReport/" + ResourceIds.diagnosticReport("2.25.10"));
        assertThat(FhirJudge.instance().errors(communication)).isEmpty();
    }

    @Test
    @Tag("C10")
    void aFailedAnalysisIsATaskUntilAResultComes() {
        TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        probe.publish(
                new InferenceFailed(
                        study.uid(),
                        1,
                        List.of(new ModelFailure("chest", "model-missing", "no such model")),
                        Map.of()),
                Lane.ROUTINE);
        await().atMost(LONG_ENOUGH).until(() -> failureTasks(study).size() == 1);
        Task task = failureTasks(study).getFirst();
        assertThat(task.getStatus()).isEqualTo(TaskStatus.REQUESTED);
        assertThat(task.getNoteFirstRep().getText()).contains("model-missing");
        assertThat(FhirJudge.instance().errors(task)).isEmpty();

        peers.archive(study);
        probe.publish(TestResults.routine(study), Lane.ROUTINE);
        await().atMost(LONG_ENOUGH)
                .until(() -> failureTasks(study).getFirst().getStatus() == TaskStatus.COMPLETED);
    }

    private Communication recorded() {
        return radiologist.read(Communication.class, ResourceIds.communication(escalation));
    }

    private List<Task> failureTasks(TestStudy study) {
        return FhirClient.of(
                radiologist.search(
                        "Task",
                        Map.of("identifier", "urn:oid:" + study.uid(), "code", "analysis-failed")),
                Task.class);
    }

    private List<CommunicationStatus> statuses() {
        return FhirClient.of(
                        radiologist.search("Communication", "identifier", escalation),
                        Communication.class)
                .stream()
                .map(Communication::getStatus)
                .toList();
    }

    private void change(int sequence, State state, int rung, String recipient) {
        probe.publish(event(sequence, state, rung, recipient), Lane.URGENT);
    }

    private EscalationChanged event(int sequence, State state, int rung, String recipient) {
        return new EscalationChanged(
                escalation,
                sequence,
                "2.25.10",
                1,
                patient,
                Lane.URGENT,
                "Pneumothorax",
                "Pneumothorax",
                state,
                "surgery",
                rung,
                recipient,
                recipient == null ? null : "webhook",
                Instant.parse("2026-11-22T08:00:00Z").plusSeconds(sequence),
                Map.of());
    }
}
