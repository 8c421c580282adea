package org.radbridge.fhirmapper.review;

/** What a radiologist says to a model's finding. */
public enum Verdict {
    /** As the model says. */
    ACCEPTED,
    /** Asserted, and otherwise than the model says. */
    EDITED,
    /** Not asserted: the model should not have said it. */
    REJECTED
}
