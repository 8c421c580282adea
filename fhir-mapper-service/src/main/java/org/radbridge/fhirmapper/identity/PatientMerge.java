package org.radbridge.fhirmapper.identity;

import java.time.Instant;
import org.radbridge.contracts.PatientIdentifier;

/**
 * Two identifiers turned out to be one patient's.
 *
 * @param surviving the one that goes on
 * @param merged the one that does not
 * @param recorded when that was said
 */
public record PatientMerge(
        PatientIdentifier surviving, PatientIdentifier merged, Instant recorded) {}
