package org.radbridge.kit.access;

import java.util.Optional;
import java.util.Set;

/**
 * Who calls.
 *
 * @param subject the token's {@code sub}
 * @param userName the user's name, or the client's
 * @param roles realm roles
 * @param patientId the {@code patient} claim: the FHIR id of the caller's own Patient
 * @param tokenId the token's {@code jti}
 */
public record Caller(
        String subject,
        String userName,
        Set<String> roles,
        Optional<String> patientId,
        Optional<String> tokenId) {
    /** The role of the suite's own services and of machines that send studies. */
    public static final String SERVICE_ROLE = "service";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether the caller is a machine. */
    public boolean isService() {
        return roles.contains(SERVICE_ROLE);
    }
}
