package org.radbridge.dicom.net;

import io.vertx.core.Future;

/**
 * Performs DIMSE-N requests for one SOP class (PS3.7 §10): as SCP all but N-EVENT-REPORT, as SCU
 * N-EVENT-REPORT.
 */
@FunctionalInterface
public interface NormalizedScp {

    /**
     * Performs one request; called on the association's event loop, must not block.
     *
     * @param peer who asks, and can be asked in turn on the same association
     * @return the response; a failed future is answered with the status of its {@link
     *     org.radbridge.dicom.dimse.DimseException}, or 0110H
     */
    Future<NResponse> perform(NRequest request, Peer peer);

    /** The other end of the association that a request came on. */
    interface Peer {

        /** Who it is. */
        AssociationInfo association();

        /**
         * Asks the peer, in a presentation context for the request's SOP class.
         *
         * @return fails with an {@link AssociationException} when there is no answer, for example
         *     because the peer has released the association
         */
        Future<NResponse> request(NRequest request);
    }
}
