package org.radbridge.phantoms;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.radbridge.phantoms.plane.Mask;

/**
 * What is true of a study.
 *
 * @param images one for each instance, in the order of their instance numbers
 */
public record PhantomTruth(List<ImageTruth> images) {
    public PhantomTruth {
        images = List.copyOf(images);
    }

    /**
     * What is true of one instance.
     *
     * @param sopInstanceUid which
     * @param lesions the labels that are present, as the model names them, and where each lies in
     *     the instance's own pixels
     */
    public record ImageTruth(String sopInstanceUid, Map<String, Mask> lesions) {
        public ImageTruth {
            lesions = Map.copyOf(lesions);
        }
    }

    /** The labels that are present somewhere in the study. */
    public Set<String> labels() {
        return images.stream()
                .flatMap(image -> image.lesions().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
