package org.radbridge.fhirmapper.identity;

import java.time.Instant;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Encounter;

/**
 * What a hospital system says of a visit.
 *
 * @param id the Encounter's
 * @param recorded when it was said there: an older update never undoes a newer one
 * @param change writes what is said into the Encounter: computation
 */
public record EncounterUpdate(String id, Instant recorded, Consumer<Encounter> change) {}
