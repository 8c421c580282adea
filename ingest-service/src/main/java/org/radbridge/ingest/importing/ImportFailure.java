package org.radbridge.ingest.importing;

import org.radbridge.kit.failure.FailureId;

/** The ways an import can be wrong. */
public enum ImportFailure implements FailureId {
    IMPORT_NOT_CONFIGURED("import-not-configured", 409, "No folder for imports is configured"),
    IMPORT_PATH_INVALID("import-path-invalid", 400, "There is nothing to import at this path"),
    IMPORT_NOT_FOUND("import-not-found", 404, "There is no such import");

    private final String id;
    private final int status;
    private final String title;

    ImportFailure(String id, int status, String title) {
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
