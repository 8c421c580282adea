package org.radbridge.dicom.sr;

/** How a content item relates to its parent (PS3.3 table C.17.3-8). */
public enum Relationship {
    CONTAINS("CONTAINS"),
    HAS_OBSERVATION_CONTEXT("HAS OBS CONTEXT"),
    HAS_ACQUISITION_CONTEXT("HAS ACQ CONTEXT"),
    HAS_CONCEPT_MODIFIER("HAS CONCEPT MOD"),
    HAS_PROPERTIES("HAS PROPERTIES"),
    INFERRED_FROM("INFERRED FROM"),
    SELECTED_FROM("SELECTED FROM");

    private final String term;

    Relationship(String term) {
        this.term = term;
    }

    /** The value of (0040,A010) Relationship Type. */
    public String term() {
        return term;
    }
}
