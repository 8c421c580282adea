package org.radbridge.fhirmapper.identity;

import java.time.Instant;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Patient;
import org.radbridge.contracts.PatientIdentifier;

/**
 * What a hospital system says of a patient.
 *
 * @param patient whom
 * @param recorded when it was said there: an older update never undoes a newer one
 * @param change writes what is said into the Patient, and leaves what is not spoken of: computation
 */
public record PatientUpdate(
        PatientIdentifier patient, Instant recorded, Consumer<Patient> change) {}
