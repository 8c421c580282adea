package org.radbridge.contracts;

import java.util.List;

/**
 * One line of the access policy: what a role may read of a kind of resource.
 *
 * @param role the realm role
 * @param resource a FHIR type, or one of the policy's own resource names
 * @param states which results: {@code unsigned}, {@code signed}, or both
 * @param elements the top-level elements that are returned; {@code *} for all
 * @param primaryOnly whether only the primary finding is visible
 * @param ownPatientOnly whether only the caller's own record is visible
 */
public record AccessRule(
        String role,
        String resource,
        List<ResultState> states,
        List<String> elements,
        boolean primaryOnly,
        boolean ownPatientOnly) {
    public AccessRule {
        Required.text("role", role);
        Required.text("resource", resource);
        states = List.copyOf(Required.value("states", states));
        elements = List.copyOf(Required.value("elements", elements));
        if (states.isEmpty() || elements.isEmpty()) {
            throw new IllegalArgumentException(
                    "a rule without states or elements grants nothing: leave it out");
        }
    }
}
