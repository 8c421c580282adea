package org.radbridge.inference.pixels;

import org.radbridge.kit.failure.FailureId;

/** The ways in which a study's pixels cannot be had. */
public enum PixelsFailure implements FailureId {
    INGEST_UNAVAILABLE("ingest-unavailable", 503, "The ingest-service does not answer"),
    INGEST_REFUSED("ingest-refused", 502, "The ingest-service refused the request"),
    STUDY_GONE("pixels-not-found", 404, "The ingest-service does not hold these pixels"),
    UNREADABLE("pixels-unreadable", 422, "The image cannot be read"),
    TRANSFER_SYNTAX_UNSUPPORTED(
            "pixels-transfer-syntax-unsupported",
            422,
            "The image's transfer syntax cannot be decoded"),
    FORMAT_UNSUPPORTED(
            "pixels-format-unsupported", 422, "The image is not a single greyscale frame"),
    TOO_LARGE("pixels-too-large", 422, "The image is larger than this service takes"),
    NO_IMAGE("pixels-no-image", 422, "The series holds no image that the model can take");

    private final String id;
    private final int status;
    private final String title;

    PixelsFailure(String id, int status, String title) {
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
