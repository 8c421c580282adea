package org.radbridge.ingest.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.Caller;

/**
 * Whose rows a caller may see, as part of a query. Studies and objects are never signed: whoever
 * may see them at all sees them from the start.
 */
public final class PatientScope {
    /** The key of no patient: what a caller sees who may see only a record that is not known. */
    private static final UUID NOBODY = new UUID(0, 0);

    private PatientScope() {}

    /** The key of the one patient whom the caller may see; null for everybody. */
    public static @Nullable UUID of(Granted granted, Caller caller) {
        if (!granted.ownPatientOnly()) {
            return null;
        }
        try {
            return caller.patientId().map(UUID::fromString).orElse(NOBODY);
        } catch (IllegalArgumentException notOneOfOurs) {
            return NOBODY;
        }
    }
}
