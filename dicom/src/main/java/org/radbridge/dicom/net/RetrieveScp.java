package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.util.List;

/** Finds the objects that a C-MOVE or C-GET asks for; sending them is the toolkit's. */
@FunctionalInterface
public interface RetrieveScp {

    /**
     * The objects to send, in that order; called on the association's event loop, must not block.
     *
     * @return a failed future is answered with the status of its {@link
     *     org.radbridge.dicom.dimse.DimseException}, or 0110H
     */
    Future<List<RetrievableInstance>> retrieve(
            RetrieveRequest request, AssociationInfo association);
}
