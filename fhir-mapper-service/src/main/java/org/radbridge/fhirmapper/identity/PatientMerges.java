package org.radbridge.fhirmapper.identity;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.hl7.fhir.r4.model.Reference;
import org.jboss.logging.Logger;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.PermanentFailure;

/**
 * Merges patients: the merged one is inactive and linked to the survivor, its record becomes the
 * survivor's, and what comes later under its identifier is the survivor's too.
 */
@ApplicationScoped
public class PatientMerges {
    private static final Logger LOG = Logger.getLogger(PatientMerges.class);

    private final PatientDirectory directory;
    private final FeedResources resources;
    private final RecordMove move;
    private final ResourceStore store;
    private final WaitingResults waiting;
    private final List<MergeListener> listeners;
    private final AuditLog audit;

    public PatientMerges(
            PatientDirectory directory,
            FeedResources resources,
            RecordMove move,
            ResourceStore store,
            WaitingResults waiting,
            @All List<MergeListener> listeners,
            AuditLog audit) {
        this.directory = directory;
        this.resources = resources;
        this.move = move;
        this.store = store;
        this.waiting = waiting;
        this.listeners = List.copyOf(listeners);
        this.audit = audit;
    }

    /**
     * Merges, in the session's transaction.
     *
     * @param by who said so, for the audit
     */
    public Uni<Void> merge(Mutiny.Session session, PatientMerge merge, String by) {
        if (merge.surviving().equals(merge.merged())) {
            return Uni.createFrom()
                    .failure(
                            new PermanentFailure(
                                    IdentityFailure.MERGE_ITSELF, "both identifiers are the same"));
        }
        // Always in the same order, so that two merges of the same patients cannot wait in a ring.
        List<PatientIdentifier> both =
                Stream.of(merge.surviving(), merge.merged())
                        .sorted((a, b) -> a.key().compareTo(b.key()))
                        .toList();
        return directory
                .resolveLocked(session, both.getFirst())
                .chain(() -> directory.resolveLocked(session, both.getLast()))
                .chain(() -> directory.resolve(session, merge.surviving()))
                .chain(survivor -> merge(session, merge, survivor, by));
    }

    private Uni<Void> merge(
            Mutiny.Session session, PatientMerge merge, PatientIdentifier survivor, String by) {
        if (survivor.equals(merge.merged())) {
            return Uni.createFrom()
                    .failure(
                            new PermanentFailure(
                                    IdentityFailure.MERGE_CIRCLE,
                                    "the surviving patient was merged into this one before"));
        }
        return link(session, merge.merged(), survivor, LinkType.REPLACEDBY, false)
                .chain(() -> link(session, survivor, merge.merged(), LinkType.REPLACES, true))
                .chain(() -> directory.merged(session, merge, survivor))
                .chain(() -> move.move(session, merge.merged(), survivor))
                .invoke(moved -> LOG.infof("a patient was merged: %d resources moved", moved))
                .chain(() -> told(session, merge.merged(), survivor))
                .chain(() -> waiting.release(session, merge.merged().key()))
                .chain(() -> audit.record(session, record(merge.merged(), by)))
                .chain(() -> audit.record(session, record(survivor, by)));
    }

    private Uni<Void> told(
            Mutiny.Session session, PatientIdentifier merged, PatientIdentifier survivor) {
        Uni<Void> told = Uni.createFrom().voidItem();
        for (MergeListener listener : listeners) {
            told = told.chain(() -> listener.merged(session, merged, survivor));
        }
        return told;
    }

    private Uni<Void> link(
            Mutiny.Session session,
            PatientIdentifier patient,
            PatientIdentifier other,
            LinkType type,
            boolean active) {
        Reference reference = new Reference("Patient/" + other.key());
        return resources
                .change(
                        session,
                        Patient.class,
                        patient.key(),
                        patient.key(),
                        () -> new Patient().addIdentifier(move.identifier(patient)),
                        changed -> {
                            changed.setActive(active);
                            changed.getLink()
                                    .removeIf(link ->
                                            reference
                                                    .getReference()
                                                    .equals(link.getOther().getReference()));
                            changed.addLink().setType(type).setOther(reference);
                        })
                .chain(() -> store.identify(session, patient));
    }

    private AuditRecorded record(PatientIdentifier patient, String by) {
        return audit.entry(by, null, Action.UPDATE, "Patient")
                .patient(patient)
                .resourceId(patient.key())
                .build();
    }
}
