package org.radbridge.fhirmapper.publication;

import java.util.List;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;

/**
 * What the hospital's feeds have said that a result depends on, at a moment.
 *
 * @param patient whose result it is: the study's patient, or the one that it was merged into
 * @param orders the ServiceRequests that it comes of
 */
record ResultContext(PatientIdentifier patient, List<String> orders) {

    /** The answers as those of the patient whom they concern today. */
    InferenceCompleted of(InferenceCompleted event) {
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
