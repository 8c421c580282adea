package org.radbridge.fhirmapper.hl7v2.outbound;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.mapping.Pictures;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;

/**
 * What a message about a result is made of.
 *
 * @param result the result
 * @param patient whose it is
 * @param visit the patient's visit under way, if one is known
 * @param orders the orders it comes of
 * @param pictures of its findings, for the document
 * @param observed when the images were made, in HL7's form; null when nobody knows
 */
record ResultFacts(
        StudyResult result,
        Patient patient,
        Optional<Encounter> visit,
        List<ServiceRequest> orders,
        Pictures pictures,
        @Nullable String observed) {}
