package org.radbridge.ingest.index;

/** What became of an instance that was to be indexed. Each is durable. */
public sealed interface Registration {

    /** It is new, and indexed. */
    record Added() implements Registration {}

    /**
     * The study has this instance already; the first one is kept.
     *
     * @param sameContent whether the data sets are equal byte for byte
     */
    record Duplicate(boolean sameContent) implements Registration {}

    /** Another study has an instance of this UID: one of the two senders is wrong. */
    record InOtherStudy() implements Registration {}
}
