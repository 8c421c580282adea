package org.radbridge.fhirmapper.reading;

import org.radbridge.kit.failure.FailureId;

/** Why a radiologist's act did not happen. */
public enum ReadingFailure implements FailureId {
    VERSION_MISSING(
            "review-version-missing", 428, "If-Match has to name the version that was read"),
    CHANGED("review-changed", 412, "It was changed since it was read"),
    NO_RESULT("review-no-result", 409, "No result of this study is shown"),
    WITHDRAWN("review-withdrawn", 409, "The report was withdrawn"),
    UNDECIDED("review-undecided", 409, "A finding that is present was not decided"),
    UNCHANGED("review-unchanged", 409, "The report is signed as it is"),
    CLAIMED("review-claimed", 409, "Another radiologist reads this study");

    private final String id;
    private final int status;
    private final String title;

    ReadingFailure(String id, int status, String title) {
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
