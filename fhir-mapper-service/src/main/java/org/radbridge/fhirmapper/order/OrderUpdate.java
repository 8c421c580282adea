package org.radbridge.fhirmapper.order;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.radbridge.fhirmapper.identity.PatientUpdate;

/**
 * What a hospital system says of an order.
 *
 * @param patient for whom, as it says; of a patient who is known already, only the identity counts
 * @param id of the ServiceRequest, when no order is known by the filler's number
 * @param filler the number that the filler gave the order, if it did
 * @param accession the accession number, if one was assigned
 * @param recorded when it was said: an older update never undoes a newer one
 * @param change writes what is said into the ServiceRequest: computation
 */
public record OrderUpdate(
        PatientUpdate patient,
        String id,
        Optional<Identifier> filler,
        Optional<String> accession,
        Instant recorded,
        Consumer<ServiceRequest> change) {}
