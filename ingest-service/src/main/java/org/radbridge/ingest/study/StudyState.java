package org.radbridge.ingest.study;

/** Whether more instances are expected. */
public enum StudyState {
    /** Instances come; nothing is analysed. */
    OPEN,
    /** Held to be complete. A late instance opens the next revision. */
    CLOSED,
    /** Fetched from an archive to compare with: never closed, routed or analysed. */
    PRIOR
}
