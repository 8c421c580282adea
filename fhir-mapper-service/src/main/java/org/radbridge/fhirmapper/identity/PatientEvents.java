package org.radbridge.fhirmapper.identity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.store.ResourceStore;

/** Takes what hospital systems say of patients and their visits. */
@ApplicationScoped
public class PatientEvents {
    private final PatientDirectory directory;
    private final FeedResources resources;
    private final ResourceStore store;
    private final WaitingResults waiting;

    public PatientEvents(
            PatientDirectory directory,
            FeedResources resources,
            ResourceStore store,
            WaitingResults waiting) {
        this.directory = directory;
        this.resources = resources;
        this.store = store;
        this.waiting = waiting;
    }

    /**
     * Writes what was said, in the session's transaction, and lets the results go on that waited
     * for the patient. Of one that was merged into another, only the visit counts.
     */
    public Uni<Void> take(
            Mutiny.Session session, PatientUpdate update, Optional<EncounterUpdate> visit) {
        return directory
                .resolveLocked(session, update.patient())
                .chain(patient ->
                        (patient.equals(update.patient())
                                        ? patient(session, update)
                                        : Uni.createFrom().voidItem())
                                .chain(() ->
                                        visit.map(of -> encounter(session, patient, of))
                                                .orElseGet(() -> Uni.createFrom().voidItem()))
                                .chain(() -> waiting.release(session, update.patient().key())));
    }

    /**
     * Writes what was said in passing, with an order: only of a patient who is not known at all,
     * and it does not make the patient known to those who wait for the feed.
     */
    public Uni<Void> mention(Mutiny.Session session, PatientUpdate update) {
        PatientIdentifier patient = update.patient();
        return resources
                .begin(
                        session,
                        Patient.class,
                        patient.key(),
                        patient.key(),
                        () -> {
                            Patient begun = new Patient().setActive(true);
                            update.change().accept(begun);
                            return begun;
                        })
                .chain(() -> store.identify(session, patient));
    }

    private Uni<Void> patient(Mutiny.Session session, PatientUpdate update) {
        PatientIdentifier patient = update.patient();
        return directory
                .isNews(session, PatientDirectory.resource(patient), update.recorded())
                .chain(news ->
                        news
                                ? resources.change(
                                        session,
                                        Patient.class,
                                        patient.key(),
                                        patient.key(),
                                        () -> new Patient().setActive(true),
                                        update.change())
                                : Uni.createFrom().voidItem())
                .chain(() -> store.identify(session, patient));
    }

    private Uni<Void> encounter(
            Mutiny.Session session, PatientIdentifier patient, EncounterUpdate visit) {
        return directory
                .isNews(session, "Encounter/" + visit.id(), visit.recorded())
                .chain(news ->
                        news
                                ? resources.change(
                                        session,
                                        Encounter.class,
                                        visit.id(),
                                        patient.key(),
                                        Encounter::new,
                                        encounter -> {
                                            visit.change().accept(encounter);
                                            encounter.setSubject(
                                                    new Reference("Patient/" + patient.key()));
                                        })
                                : Uni.createFrom().voidItem());
    }
}
