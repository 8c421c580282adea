package org.radbridge.ingest.index;

import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;

/**
 * What an instance says of the patient (PS3.3 C.7.1.1). Never logged.
 *
 * @param identifier (0010,0020) and its issuer
 * @param name (0010,0010)
 * @param birthDate (0010,0030)
 * @param sex (0010,0040)
 */
public record PatientHeader(
        PatientIdentifier identifier,
        @Nullable String name,
        @Nullable String birthDate,
        @Nullable String sex) {
    @Override
    public String toString() {
        return "PatientHeader";
    }
}
