package org.radbridge.ingest.study;

/** What an open study is waited for. */
public enum Waiting {
    /** An instance is arriving at this moment. */
    RECEIVING("receiving"),
    /** Evidence names instances that are not here. */
    INSTANCES("instances"),
    /** A performed procedure step is in progress. */
    PROCEDURE_STEP("procedure-step"),
    /** For nothing to come for a while. */
    QUIET("quiet"),
    /** The policy demands evidence. */
    EVIDENCE("evidence"),
    /** The study is complete; archives are being asked for its priors. */
    PRIORS("priors");

    private final String wireName;

    Waiting(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the database and over HTTP. */
    public String wireName() {
        return wireName;
    }
}
