package org.radbridge.fhirmapper.search;

import org.radbridge.kit.failure.FailureId;

/** Why a search is refused. */
public enum SearchFailure implements FailureId {
    UNKNOWN_PARAMETER("search-parameter-unknown", "The search parameter is not supported"),
    UNSUPPORTED_MODIFIER("search-modifier-unsupported", "The search modifier is not supported"),
    INVALID_VALUE("search-value-invalid", "The value of a search parameter is not understood"),
    TOO_LARGE("search-too-large", "The search has too many values");

    private final String id;
    private final String title;

    SearchFailure(String id, String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return 400;
    }

    @Override
    public String title() {
        return title;
    }
}
