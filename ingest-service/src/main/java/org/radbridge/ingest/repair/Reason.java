package org.radbridge.ingest.repair;

/** Reason for the Attribute Modification (0400,0565), its defined terms in PS3.3 table C.12-1. */
public enum Reason {
    /** A value is made to agree with what is known elsewhere: the study, the site. */
    COERCE,
    /** A value was missing or wrong. */
    CORRECT
}
