package org.radbridge.fhirmapper.rules;

import org.radbridge.fhirmapper.review.Review;

/** How far a report has come when a rule is asked. */
public enum Standing {
    /** As soon as the models have answered. */
    PRELIMINARY,
    /** When a radiologist stands behind the report. */
    SIGNED;

    boolean reachedBy(Review review) {
        return this == PRELIMINARY || review.status().signed();
    }
}
