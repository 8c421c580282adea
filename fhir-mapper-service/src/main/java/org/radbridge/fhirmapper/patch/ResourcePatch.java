package org.radbridge.fhirmapper.patch;

/** A change to a resource. Applying it is computation, to be done off the event loop. */
public sealed interface ResourcePatch permits JsonPatch, FhirPathPatch {

    /** Operations in a patch at most. */
    int MOST_OPERATIONS = 200;

    /**
     * The resource after the change. Whether it conforms is for others to say.
     *
     * @param json the resource before
     * @param id its id, which no patch may change
     * @throws org.radbridge.kit.failure.RadbridgeException one of {@link PatchFailure}
     */
    String apply(String json, String id);
}
