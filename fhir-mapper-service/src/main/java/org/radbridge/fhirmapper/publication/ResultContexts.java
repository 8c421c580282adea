package org.radbridge.fhirmapper.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.identity.IdentityFailure;
import org.radbridge.fhirmapper.identity.PatientDirectory;
import org.radbridge.fhirmapper.identity.WaitingResults;
import org.radbridge.fhirmapper.lesion.TrackedLesions;
import org.radbridge.fhirmapper.order.Orders;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.WorkItem;

/**
 * Whose a result is and what it comes of: read before it is mapped, and made sure of in the
 * transaction that writes it.
 */
@ApplicationScoped
public class ResultContexts {
    private final PatientDirectory directory;
    private final Orders orders;
    private final WaitingResults waiting;
    private final StudyResults results;
    private final TrackedLesions lesions;

    public ResultContexts(
            PatientDirectory directory,
            Orders orders,
            WaitingResults waiting,
            StudyResults results,
            TrackedLesions lesions) {
        this.directory = directory;
        this.orders = orders;
        this.waiting = waiting;
        this.results = results;
        this.lesions = lesions;
    }

    /** As the feeds have said up to now. */
    Uni<ResultContext> read(Mutiny.Session session, InferenceCompleted event) {
        return directory
                .resolve(session, event.patient())
                .chain(patient -> of(session, patient, event));
    }

    /**
     * Makes sure that a result may be written as it was mapped, and that this stays so until the
     * session's transaction ends. When its patient is still to become known, its work is kept.
     *
     * @return whether it may be written now
     */
    Uni<Boolean> admit(
            Mutiny.Session session, InferenceCompleted event, ResultContext mapped, WorkItem work) {
        return directory
                .resolveShared(session, event.patient())
                .call(() -> results.hold(session, event.studyInstanceUid()))
                .call(patient -> lesions.hold(session, patient.key()))
                .chain(patient -> of(session, patient, event))
                .invoke(now -> {
                    if (!now.equals(mapped)) {
                        throw new RadbridgeException(IdentityFailure.CHANGED, "it is mapped again");
                    }
                })
                .chain(() -> waiting.mustWait(session, mapped.patient(), event.studyInstanceUid()))
                .call(must ->
                        must
                                ? waiting.put(
                                        session,
                                        work,
                                        mapped.patient(),
                                        event.studyInstanceUid(),
                                        event.revision())
                                : Uni.createFrom().voidItem())
                .map(must -> !must);
    }

    private Uni<ResultContext> of(
            Mutiny.Session session, PatientIdentifier patient, InferenceCompleted event) {
        return orders.find(session, patient, event.accessionNumber())
                .chain(found ->
                        lesions.foreseen(session, ResultContext.of(event, patient))
                                .map(tracking -> new ResultContext(patient, found, tracking)));
    }
}
