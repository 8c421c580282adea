package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.util.Optional;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.PDataTf;

/** The indications and confirmations that an upper layer issues, PS3.8 §7. On its event loop. */
interface UpperLayerUser {

    /** AE-6: whether the service provider refuses this proposal before the user is asked. */
    default Optional<AAssociateRj> refusedByProvider(AAssociateRq request) {
        return Optional.empty();
    }

    default void associateIndication(AAssociateRq request) {}

    default void associateAccepted(AAssociateAc answer) {}

    default void associateRejected(AAssociateRj answer) {}

    /**
     * Data came in. Nothing more is read until the future completes. It fails with a {@link
     * org.radbridge.dicom.pdu.PduException} when the data break the protocol.
     */
    Future<Void> dataIndication(PDataTf data);

    void releaseIndication();

    default void releaseConfirmation() {}

    /** The association, or the attempt at one, ended otherwise than by reject or release. */
    void abortIndication(AbortCause cause);

    /** The connection is gone; always the last call, exactly once. */
    void closed();
}
