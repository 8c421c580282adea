package org.radbridge.fhirmapper.interaction;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.kit.access.Caller;

/** What else comes of a client's writes of a type, in their transaction; a failure undoes them. */
public interface WriteFollower {
    /** The type. */
    String type();

    /** A resource was created, updated or deleted. */
    Uni<Void> written(Mutiny.Session session, Caller caller, String id, boolean deleted);
}
