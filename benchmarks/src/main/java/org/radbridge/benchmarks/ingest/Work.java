package org.radbridge.benchmarks.ingest;

import org.radbridge.benchmarks.ingest.corpus.Kind;

/** What is done for one row of the table. */
sealed interface Work {

    /** C-STORE, so many associations at once. */
    record Store(Kind kind, int associations) implements Work {}

    /** STOW-RS of CTs. */
    record Stow(int perRequest, int connections) implements Work {}

    /** GET requests. */
    record Read(Resource resource, int connections) implements Work {}

    /** Files and fsyncs without any server. */
    record Raw(Kind kind, int threads, boolean encrypted) implements Work {}

    /** What is read. */
    enum Resource {
        /** All instances of a series of 100 CTs, WADO-RS. */
        SERIES,
        /** The metadata of such a series. */
        METADATA,
        /** The studies of a patient, QIDO-RS. */
        STUDIES
    }
}
