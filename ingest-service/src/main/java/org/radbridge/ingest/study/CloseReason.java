package org.radbridge.ingest.study;

/** On what evidence a study was closed. */
public enum CloseReason {
    /** No instance came for the quiet period. */
    QUIET_TIMER("quiet-timer"),
    /** A caller said that the study is complete. */
    EXPLICIT("explicit"),
    /** An operator had the rules applied again to a closed study. */
    REROUTED("rerouted");

    private final String wireName;

    CloseReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events, in the database and over HTTP. */
    public String wireName() {
        return wireName;
    }
}
