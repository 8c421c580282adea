package org.radbridge.fhirmapper.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;

@Tag("D2")
class CommunicationMappingTest {
    private final CommunicationMapping mapping =
            new CommunicationMapping(
                    new MappingSettings("http://localhost/dicom-web", ZoneId.of("UTC"), Map.of()));

    @RepeatedTest(20)
    void changesInAnyOrderAndRepeatedMakeTheSameRecord(RepetitionInfo repetition) {
        List<EscalationChanged> changes = new ArrayList<>(life());
        changes.addAll(life());
        Collections.shuffle(changes, new Random(repetition.getCurrentRepetition()));

        Communication communication = mapping.begin(changes.getFirst());
        int recorded = 0;
        for (EscalationChanged change : changes) {
            recorded = mapping.change(communication, recorded, change).ordinal();
        }

        assertThat(recorded).isEqualTo(5);
        assertThat(communication.getStatus()).isEqualTo(CommunicationStatus.COMPLETED);
        assertThat(communication.getSent().toInstant()).isEqualTo(at(2));
        assertThat(communication.getReceived().toInstant()).isEqualTo(at(5));
        assertThat(communication.getRecipient())
                .extracting(Reference::getDisplay)
                .containsExactlyInAnyOrder("first", "second");
        assertThat(communication.getNote())
                .extracting(note -> note.getTime().toInstant())
                .containsExactly(at(1), at(2), at(3), at(4), at(5));
    }

    private static List<EscalationChanged> life() {
        return List.of(
                change(1, State.OPENED, 1),
                change(2, State.DELIVERED, 1),
                change(3, State.CLIMBED, 2),
                change(4, State.DELIVERED, 2),
                change(5, State.ACKNOWLEDGED, 2));
    }

    private static EscalationChanged change(int sequence, State state, int rung) {
        return new EscalationChanged(
                "e",
                sequence,
                "2.25.10",
                1,
                new PatientIdentifier("HOSPITAL", "P-1"),
                Lane.URGENT,
                "Pneumothorax",
                "Pneumothorax",
                state,
                "surgery",
                rung,
                rung == 1 ? "first" : "second",
                "webhook",
                at(sequence),
                Map.of());
    }

    private static Instant at(int sequence) {
        return Instant.parse("2026-11-22T08:00:00Z").plusSeconds(sequence);
    }
}
