package org.radbridge.ingest.evidence;

/** What evidence says, in the terms of Performed Procedure Step Status (0040,0252). */
public enum EvidenceState {
    /** Instances are being made. */
    IN_PROGRESS,
    /** All instances are made. */
    COMPLETED,
    /** No more instances are made, and those that are may be wrong. */
    DISCONTINUED
}
