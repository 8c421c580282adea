package org.radbridge.fhirmapper.exitpackage;

import org.radbridge.kit.failure.FailureId;

/** Why a package is not made or restored. */
public enum ExitPackageFailure implements FailureId {
    NOT_CONFIGURED(
            "exit-package-not-configured", 503, "radbridge.exit-package.folder names no folder"),
    UNKNOWN("exit-package-unknown", 404, "There is no such package"),
    PERIOD("exit-package-period", 400, "The period is not understood"),
    NOT_EMPTY("exit-package-not-empty", 409, "A package is restored into an empty Radbridge only"),
    DAMAGED("exit-package-damaged", 422, "The package is damaged"),
    UNREADABLE("exit-package-unreadable", 500, "The package cannot be read or written");

    private final String id;
    private final int status;
    private final String title;

    ExitPackageFailure(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
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
