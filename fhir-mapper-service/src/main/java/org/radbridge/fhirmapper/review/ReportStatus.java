package org.radbridge.fhirmapper.review;

/** How far a study's report has come; only a radiologist moves it. */
public enum ReportStatus {
    /** The models' word, read by nobody. */
    PRELIMINARY,
    /** A radiologist attested it. */
    FINAL,
    /** Changed by a radiologist after it was final. */
    AMENDED,
    /** Withdrawn by a radiologist: nothing in it is asserted any longer. */
    ENTERED_IN_ERROR;

    /** Whether a radiologist stands behind it. */
    public boolean signed() {
        return this != PRELIMINARY;
    }
}
