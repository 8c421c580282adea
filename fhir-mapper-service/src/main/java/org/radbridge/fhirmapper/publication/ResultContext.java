package org.radbridge.fhirmapper.publication;

import java.util.List;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.mapping.TrackingUids;

/**
 * What the hospital's feeds have said that a result depends on, at a moment.
 *
 * @param patient whose result it is: the study's patient, or the one that it was merged into
 * @param orders the ServiceRequests that it comes of
 * @param tracking which lesions of the patient its findings are, as long as nobody has read it
 */
record ResultContext(PatientIdentifier patient, List<String> orders, TrackingUids tracking) {

    /** The answers as those of the patient whom they concern today. */
    InferenceCompleted of(InferenceCompleted event) {
        return of(event, patient);
    }

    static InferenceCompleted of(InferenceCompleted event, PatientIdentifier patient) {
        return event.patient().equals(patient)
                ? event
                : new InferenceCompleted(
                        event.studyInstanceUid(),
                        event.revision(),
                        patient,
                        event.accessionNumber(),
                        event.lane(),
                        event.urgency(),
                        event.runs(),
                        event.failures(),
                        event.stamps());
    }
}
