package org.radbridge.fhirmapper.result;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Whoever has to do something when a study's shown result comes to be or changes: bring its objects
 * into the PACS, send its message. Called in the transaction of the change, so it does no more than
 * note work; the work reads {@link StudyResults} and finds its edition superseded when another
 * came.
 */
public interface ResultListener {
    /** Notes what there is to do. */
    Uni<Void> changed(Mutiny.Session session, ResultChange change);

    /** Notes what there is to do when the documents of an edition were written anew, no more. */
    default Uni<Void> documented(Mutiny.Session session, ResultChange change) {
        return Uni.createFrom().voidItem();
    }
}
