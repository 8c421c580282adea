package org.radbridge.fhirmapper.communication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Communication;
import org.radbridge.contracts.EscalationChanged;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.identity.PatientDirectory;
import org.radbridge.fhirmapper.mapping.CommunicationMapping;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.fhirmapper.store.StudyResources;
import org.radbridge.fhirmapper.store.StudyResources.Present;
import org.radbridge.kit.inbox.EventConsumer;

/**
 * Keeps one Communication per escalation, in whichever order its changes come: one that was parked
 * and sent again comes late.
 */
@ApplicationScoped
public class EscalationIntake {
    private final EventConsumer consumer;
    private final PatientDirectory directory;
    private final StudyResources studyResources;
    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final CommunicationMapping mapping;

    public EscalationIntake(
            EventConsumer consumer,
            PatientDirectory directory,
            StudyResources studyResources,
            ResourceStore store,
            ComputePool compute,
            FhirJson fhirJson,
            SiteConfig config) {
        this.consumer = consumer;
        this.directory = directory;
        this.studyResources = studyResources;
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.mapping = new CommunicationMapping(config.settings());
    }

    @Incoming("escalation-changed-urgent")
    Uni<Void> urgent(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("escalation-changed-routine")
    Uni<Void> routine(Message<byte[]> message) {
        return take(message);
    }

    private Uni<Void> take(Message<byte[]> message) {
        return consumer.once(
                message, EscalationChanged.class, (session, event, _) -> record(session, event));
    }

    private Uni<Void> record(Mutiny.Session session, EscalationChanged event) {
        String id = ResourceIds.communication(event.escalationId());
        return directory
                .resolveShared(session, event.patient())
                .chain(patient ->
                        studyResources
                                .locked(session, "Communication", id)
                                .chain(present -> write(session, of(event, patient), present)));
    }

    /** The event as that of the patient whom it concerns today. */
    private static EscalationChanged of(EscalationChanged event, PatientIdentifier patient) {
        return event.patient().equals(patient)
                ? event
                : new EscalationChanged(
                        event.escalationId(),
                        event.sequence(),
                        event.studyInstanceUid(),
                        event.revision(),
                        patient,
                        event.lane(),
                        event.label(),
                        event.display(),
                        event.state(),
                        event.team(),
                        event.rung(),
                        event.recipient(),
                        event.channel(),
                        event.at(),
                        event.stamps());
    }

    private Uni<Void> write(
            Mutiny.Session session, EscalationChanged event, Optional<Present> present) {
        return compute.run(() -> rows(event, present))
                .chain(rows -> store.write(session, rows, Instant.now()))
                .chain(() -> store.identify(session, event.patient()));
    }

    private ResourceRows rows(EscalationChanged event, Optional<Present> present) {
        Communication communication =
                present.map(p -> fhirJson.readUnversioned(Communication.class, p.json()))
                        .orElseGet(() -> mapping.begin(event));
        return ResourceRows.of(
                fhirJson,
                List.of(
                        mapping.change(
                                communication, present.map(Present::ordinal).orElse(0), event)));
    }
}
