package org.radbridge.fhirmapper.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationPriority;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.EscalationChanged.State;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.resource.LabelledResource;

/**
 * An escalation as one Communication that grows with it: who was told of which finding, when, and
 * who has received it. Every change leaves a note with its time.
 */
public final class CommunicationMapping {
    private final MappingSettings settings;

    public CommunicationMapping(MappingSettings settings) {
        this.settings = settings;
    }

    /** A Communication for an escalation of which nothing is recorded yet. */
    public Communication begin(EscalationChanged event) {
        StudyReferences references =
                new StudyReferences(event.patient(), event.studyInstanceUid(), settings);
        Communication communication = new Communication();
        communication.setId(ResourceIds.communication(event.escalationId()));
        communication.setMeta(ResultSource.assertedByModel());
        communication.addIdentifier(
                new Identifier().setSystem(CodeSystems.ESCALATION).setValue(event.escalationId()));
        communication
                .addCategory()
                .addCoding(new Coding(CodeSystems.COMMUNICATION_CATEGORY, "alert", "Alert"));
        communication.setPriority(CommunicationPriority.STAT);
        communication.setSubject(references.patient());
        communication.addAbout(references.diagnosticReport());
        communication.getTopic().setText("Critical finding");
        communication
                .addPayload()
                .setContent(new StringType("Critical finding: " + event.display()));
        communication.addReasonCode().setText(event.display());
        return communication;
    }

    /**
     * Takes a change into a Communication. Changes may come late or twice: a late one adds what it
     * tells and leaves the state as it is, one that is there already changes nothing.
     *
     * @param recorded the sequence number of the latest change that is recorded; 0 for none
     */
    public LabelledResource change(
            Communication communication, int recorded, EscalationChanged event) {
        if (event.sequence() > recorded) {
            communication.setStatus(status(event.state()));
        }
        if (event.channel() != null) {
            medium(communication, event.channel());
        }
        if (event.recipient() != null) {
            recipient(communication, event.recipient());
        }
        switch (event.state()) {
            case DELIVERED -> {
                if (!communication.hasSent()
                        || event.at().isBefore(communication.getSent().toInstant())) {
                    communication.setSentElement(ResultSource.dateTime(event.at()));
                }
            }
            case ACKNOWLEDGED ->
                    communication.setReceivedElement(ResultSource.dateTime(event.at()));
            case OPENED, CLIMBED, EXHAUSTED -> {}
        }
        note(communication, event);
        return new LabelledResource(
                communication,
                ResultState.UNSIGNED,
                true,
                Urgency.CRITICAL,
                event.patient().key(),
                event.studyInstanceUid(),
                Math.max(event.sequence(), recorded));
    }

    /** Notes stand in the order of their times. */
    private static void note(Communication communication, EscalationChanged event) {
        Annotation note = new Annotation();
        note.setTimeElement(ResultSource.dateTime(event.at())).setText(text(event));
        List<Annotation> notes = new ArrayList<>(communication.getNote());
        if (notes.stream().noneMatch(n -> n.equalsDeep(note))) {
            notes.add(note);
            notes.sort(Comparator.comparing(Annotation::getTime));
            communication.setNote(notes);
        }
    }

    private static CommunicationStatus status(State state) {
        return switch (state) {
            case OPENED -> CommunicationStatus.PREPARATION;
            case DELIVERED, CLIMBED -> CommunicationStatus.INPROGRESS;
            case ACKNOWLEDGED -> CommunicationStatus.COMPLETED;
            case EXHAUSTED -> CommunicationStatus.STOPPED;
        };
    }

    private static void medium(Communication communication, String channel) {
        boolean known =
                communication.getMedium().stream().anyMatch(m -> channel.equals(m.getText()));
        if (!known) {
            communication.addMedium().setText(channel);
        }
    }

    private static void recipient(Communication communication, String recipient) {
        boolean known =
                communication.getRecipient().stream()
                        .anyMatch(r -> recipient.equals(r.getDisplay()));
        if (!known) {
            communication.addRecipient(new Reference().setDisplay(recipient));
        }
    }

    private static String text(EscalationChanged event) {
        String where = ", team " + event.team() + ", rung " + event.rung();
        return switch (event.state()) {
            case OPENED -> "Opened" + where;
            case DELIVERED -> "Alert accepted" + where;
            case CLIMBED -> "Not acknowledged in time, next rung alerted" + where;
            case ACKNOWLEDGED -> "Acknowledged" + where;
            case EXHAUSTED -> "Nobody acknowledged" + where;
        };
    }
}
