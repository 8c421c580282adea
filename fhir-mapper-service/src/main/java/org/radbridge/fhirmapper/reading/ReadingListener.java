package org.radbridge.fhirmapper.reading;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Whoever follows who reads a study: told after every act, claims and releases too, in the act's
 * transaction, while the study's result is locked.
 */
public interface ReadingListener {
    /** Something was done about the shown result of a study. */
    Uni<Void> read(Mutiny.Session session, String studyInstanceUid);
}
