package org.radbridge.ingest.qido;

/**
 * What a search finds: the levels of the Query/Retrieve Information Model (PS3.4 section C.6.2).
 */
public enum Level {
    STUDY,
    SERIES,
    INSTANCE;

    boolean isBelow(Level other) {
        return compareTo(other) > 0;
    }
}
