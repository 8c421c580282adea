package org.radbridge.fhirmapper.resource;

import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;

/**
 * A resource with what the access policy and the worklist need to know of it.
 *
 * @param resource the resource, its id set, without version
 * @param state whether a radiologist has signed the result it belongs to
 * @param primary false for findings beside the primary one: callers who may see the primary finding
 *     only do not see this resource
 * @param urgency its place in an urgency-ordered list
 * @param patient id of the Patient whose record it belongs to; null when it is nobody's
 * @param studyInstanceUid the study it belongs to; null when to none or many
 * @param ordinal grows with the fact it was mapped from: a lower one never overwrites a higher
 */
public record LabelledResource(
        Resource resource,
        ResultState state,
        boolean primary,
        Urgency urgency,
        @Nullable String patient,
        @Nullable String studyInstanceUid,
        int ordinal) {

    /** A resource that is nobody's: a device, an endpoint. */
    public static LabelledResource shared(Resource resource) {
        return new LabelledResource(
                resource, ResultState.SIGNED, true, Urgency.ROUTINE, null, null, 0);
    }
}
