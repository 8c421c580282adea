package org.radbridge.contracts;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the access policy: what a role may do with a kind of resource, and with how much of
 * it.
 *
 * @param role the realm role
 * @param resource a FHIR type, or one of the policy's own resource names
 * @param states which results: {@code unsigned}, {@code signed}, or both
 * @param elements the top-level elements that are returned; {@code *} for all
 * @param primaryOnly whether only the primary finding is visible
 * @param ownPatientOnly whether only the caller's own record is visible
 * @param actions what may be done; only reading in policies of before it was told
 */
public record AccessRule(
        String role,
        String resource,
        List<ResultState> states,
        List<String> elements,
        boolean primaryOnly,
        boolean ownPatientOnly,
        @Nullable List<AccessAction> actions) {
    public AccessRule {
        Required.text("role", role);
        Required.text("resource", resource);
        states = List.copyOf(Required.value("states", states));
        elements = List.copyOf(Required.value("elements", elements));
        actions = actions == null ? List.of(AccessAction.READ) : List.copyOf(actions);
        if (states.isEmpty() || elements.isEmpty() || actions.isEmpty()) {
            throw new IllegalArgumentException(
                    "a rule without states, elements or actions grants nothing: leave it out");
        }
    }

    /** What may be done; never null. */
    @Override
    public List<AccessAction> actions() {
        return Objects.requireNonNullElse(actions, List.of());
    }
}
