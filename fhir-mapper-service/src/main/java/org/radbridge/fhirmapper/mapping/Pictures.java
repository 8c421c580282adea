package org.radbridge.fhirmapper.mapping;

import java.util.Map;
import java.util.Optional;
import org.radbridge.fhirmapper.document.Picture;

/**
 * Pictures of findings for the documents, as far as there are any yet: a report does not wait for
 * them.
 *
 * @param byObservation by the FHIR id of the finding's Observation
 */
public record Pictures(Map<String, Picture> byObservation) {
    public static final Pictures NONE = new Pictures(Map.of());

    public Pictures {
        byObservation = Map.copyOf(byObservation);
    }

    Optional<Picture> of(String observation) {
        return Optional.ofNullable(byObservation.get(observation));
    }
}
