package org.radbridge.ingest.study;

/** How far a study's current revision has come. */
public enum Progress {
    /** Instances are coming. */
    RECEIVING,
    /** Closed, and no rule chose a model: an operator decides. */
    UNROUTED,
    /** Closed, models chosen, no answer yet. */
    ROUTED,
    /** The models answered. */
    ANALYSED,
    /** No model answered. */
    FAILED
}
