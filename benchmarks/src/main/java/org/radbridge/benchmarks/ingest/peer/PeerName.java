package org.radbridge.benchmarks.ingest.peer;

/** The servers, in the order of the tables. */
public enum PeerName {
    STORESCP("storescp"),
    ORTHANC("Orthanc"),
    RADBRIDGE("Radbridge");

    private final String title;

    PeerName(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
