package org.radbridge.ingest.study;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Hears of studies that are closed; a CDI bean. */
public interface ClosedStudies {

    /**
     * A revision of a study was closed: called in the transaction of the close, which fails with
     * the result.
     */
    Uni<Void> closed(Mutiny.Session session, String studyInstanceUid, int revision);
}
