package org.radbridge.fhirmapper.store;

import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.ResultState;
import org.radbridge.fhirmapper.resource.LabelledResource;

/**
 * What the access policy decides by.
 *
 * @param signed whether a radiologist has signed it, or it is never signed
 * @param primary whether it is, or goes with, the primary finding
 * @param patient id of the Patient whose record it belongs to; null when it is nobody's
 * @param study the study whose result it belongs to; null when to none or many
 */
public record ResourceLabels(
        boolean signed, boolean primary, @Nullable String patient, @Nullable String study) {

    /** The labels that a resource is going to have. */
    public static ResourceLabels of(LabelledResource resource) {
        return new ResourceLabels(
                resource.state() == ResultState.SIGNED,
                resource.primary(),
                resource.patient(),
                resource.studyInstanceUid());
    }
}
