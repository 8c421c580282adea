package org.radbridge.contracts;

/** The steps of a study's way from the modality to an acknowledged alert, in order. */
public enum TimelineStep {
    /** The first instance of the study was stored. */
    FIRST_INSTANCE,
    /** The study was held to be complete; the clock of the 60 s promise starts here. */
    CLOSED,
    /** Rules chose the models. */
    ROUTED,
    /** The last pixels that a model needs were read. */
    PIXELS_READ,
    /** The last model answered. */
    INFERRED,
    /** The PACS confirmed that it holds the structured report. */
    SR_IN_PACS,
    /** The diagnostic report can be read over FHIR. */
    FHIR_VISIBLE,
    /** A channel accepted the first alert. */
    ALERT_DELIVERED,
    /** A caregiver acknowledged. */
    ACKNOWLEDGED
}
