package org.radbridge.kit.access;

import java.util.Set;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.ResultState;

/** What the policy says to a caller about something to do with a kind of resource. */
public sealed interface AccessDecision {

    /** No rule grants it. */
    record Denied() implements AccessDecision {}

    /**
     * What may be seen, or written. It is applied inside the query, and to what leaves the service.
     *
     * @param states unsigned results, signed ones, or both
     * @param elements the top-level elements that are returned, {@code *} for all
     * @param primaryOnly whether only the primary finding is visible
     * @param ownPatientOnly whether only the caller's own record is visible
     */
    record Granted(
            Set<ResultState> states,
            Set<String> elements,
            boolean primaryOnly,
            boolean ownPatientOnly)
            implements AccessDecision {
        /** In {@code elements}: every element. */
        public static final String ALL_ELEMENTS = "*";

        public Granted {
            states = Set.copyOf(states);
            elements = Set.copyOf(elements);
        }

        static Granted of(AccessRule rule) {
            return new Granted(
                    Set.copyOf(rule.states()),
                    Set.copyOf(rule.elements()),
                    rule.primaryOnly(),
                    rule.ownPatientOnly());
        }

        /** Whether nothing is held back from what is returned. */
        public boolean allElements() {
            return elements.contains(ALL_ELEMENTS);
        }

        /** Whether this element may be returned. */
        public boolean element(String name) {
            return allElements() || elements.contains(name);
        }

        /** Whether unsigned results may be seen. */
        public boolean unsigned() {
            return states.contains(ResultState.UNSIGNED);
        }

        /** Whether signed results may be seen. */
        public boolean signed() {
            return states.contains(ResultState.SIGNED);
        }
    }
}
