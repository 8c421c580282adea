package org.radbridge.dicom.net;

import io.vertx.core.Future;
import org.radbridge.dicom.dimse.DimseStatus;

/** Answers queries by C-FIND, PS3.7 §9.1.2 and PS3.4 §C.4.1. */
@FunctionalInterface
public interface CFindScp {

    /**
     * Carries out one query; called on the association's event loop, must not block.
     *
     * @param matches takes what is found, one by one as the peer takes it
     * @return the final status: success, cancel, or a failure. A failed future is answered with the
     *     status of its {@link org.radbridge.dicom.dimse.DimseException}, or 0110H
     */
    Future<DimseStatus> find(CFindRequest request, Matches matches, AssociationInfo association);
}
