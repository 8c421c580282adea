package org.radbridge.ingest.study;

/** How far a study's current revision has come. */
public enum Progress {
    /** Instances are coming. */
    RECEIVING,
    /** Closed, and no rule chose a model: an operator decides. */
    UNROUTED,
    /**
     * Closed, and kept from the models since expected instances are missing: an operator decides.
     */
    INCOMPLETE,
    /** Closed, models chosen, no answer yet. */
    ROUTED,
    /** The models answered. */
    ANALYSED,
    /** No model answered. */
    FAILED,
    /** Fetched to compare with. */
    PRIOR
}
