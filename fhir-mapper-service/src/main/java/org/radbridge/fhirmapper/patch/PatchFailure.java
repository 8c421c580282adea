package org.radbridge.fhirmapper.patch;

import org.radbridge.kit.failure.FailureId;
import org.radbridge.kit.failure.RadbridgeException;

/** Why a patch is refused. */
public enum PatchFailure implements FailureId {
    INVALID_PATCH("fhir-patch-invalid", 400, "The patch is not understood"),
    PATCH_MISSES("fhir-patch-misses", 422, "The patch does not fit the resource");

    private final String id;
    private final int status;
    private final String title;

    PatchFailure(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
    }

    static RadbridgeException invalid(String fault) {
        return new RadbridgeException(INVALID_PATCH, fault);
    }

    static RadbridgeException misses(int operation, String fault) {
        return new RadbridgeException(PATCH_MISSES, "operation " + (operation + 1) + " " + fault);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
