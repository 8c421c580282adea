package org.radbridge.ingest.settings;

import org.radbridge.kit.failure.FailureId;

/** The ways a request about settings can fail. */
public enum SettingsFailure implements FailureId {
    SETTINGS_INVALID("settings-invalid", 422, "The settings cannot be used"),
    SETTINGS_NOT_FOUND("settings-not-found", 404, "There is no such settings file");

    private final String id;
    private final int status;
    private final String title;

    SettingsFailure(String id, int status, String title) {
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
