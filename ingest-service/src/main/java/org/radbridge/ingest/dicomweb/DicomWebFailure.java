package org.radbridge.ingest.dicomweb;

import org.radbridge.kit.failure.FailureId;

/** The ways a DICOMweb request can be wrong. */
public enum DicomWebFailure implements FailureId {
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type", 415, "The body is not of a type that is stored"),
    NOT_ACCEPTABLE("not-acceptable", 406, "None of the accepted types can be given"),
    MALFORMED_BODY("malformed-multipart", 400, "The body is not multipart/related as announced"),
    NO_INSTANCE("no-instance", 400, "The body holds no instance"),
    TOO_LARGE("body-too-large", 413, "A part of the body is larger than is taken"),
    NOT_STORED("study-not-found", 404, "There is no such study, series or instance"),
    RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The range lies beyond the end"),
    TRANSCODING_TOO_LARGE(
            "too-large-to-transcode", 413, "The object is larger than is transcoded or rendered"),
    NOT_RENDERABLE("not-renderable", 406, "The object holds no picture that can be rendered"),
    INVALID_QUERY("invalid-query", 400, "The query is not understood"),
    QUERY_TOO_BROAD("query-too-broad", 413, "The query would take longer than it may");

    private final String id;
    private final int status;
    private final String title;

    DicomWebFailure(String id, int status, String title) {
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
