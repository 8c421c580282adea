package org.radbridge.fhirmapper.hl7v2.er7;

import java.util.Optional;

/**
 * One repetition of a field: components, of subcomponents.
 *
 * @param text as it stands
 */
public record Er7Value(String text, Delimiters delimiters) {

    /** A component's first subcomponent, without escapes; empty when there is none. */
    public Optional<String> component(int number) {
        return subcomponent(number, 1);
    }

    /** A subcomponent, without escapes; empty when there is none. */
    public Optional<String> subcomponent(int component, int number) {
        return part(text, delimiters.component(), component)
                .flatMap(found -> part(found, delimiters.subcomponent(), number))
                .map(found -> Escapes.undo(found, delimiters).strip())
                .filter(found -> !found.isEmpty() && !found.equals("\"\""));
    }

    private static Optional<String> part(String text, char separator, int number) {
        String[] parts = Er7Segment.split(text, separator).split();
        return number <= parts.length ? Optional.of(parts[number - 1]) : Optional.empty();
    }
}
