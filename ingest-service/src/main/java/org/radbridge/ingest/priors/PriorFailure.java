package org.radbridge.ingest.priors;

import org.radbridge.kit.failure.FailureId;

/** The ways a search for priors can fail. */
enum PriorFailure implements FailureId {
    SEARCH_FAILED("prior-search-failed", 502, "An archive could not be searched for priors"),
    FETCH_FAILED("prior-fetch-failed", 502, "A prior study could not be fetched"),
    STUDY_GONE("prior-study-gone", 404, "The study that priors were looked for is gone");

    private final String id;
    private final int status;
    private final String title;

    PriorFailure(String id, int status, String title) {
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
