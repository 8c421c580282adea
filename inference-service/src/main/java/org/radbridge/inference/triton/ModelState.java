package org.radbridge.inference.triton;

import java.util.List;

/** What one server makes of one model. */
public sealed interface ModelState {
    /** It serves the model as the card says. */
    record Served() implements ModelState {}

    /** It serves something else under the model's name, which must not be used. */
    record Refused(List<String> differences) implements ModelState {
        public Refused {
            differences = List.copyOf(differences);
        }
    }

    /** It does not know the model, or has not loaded it. */
    record Missing() implements ModelState {}
}
