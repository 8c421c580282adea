package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.util.Optional;

/** Knows where the destinations of C-MOVE are. */
@FunctionalInterface
public interface MoveDestinations {

    /**
     * Resolves an AE title; called on the association's event loop, must not block.
     *
     * @param association who asks for the move: may be told less than another
     * @return the association to open, its presentation contexts still to be added; empty when
     *     nobody of that name is known, which is answered with A801H
     */
    Future<Optional<AssociationRequest>> resolve(String aeTitle, AssociationInfo association);
}
