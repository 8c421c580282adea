package org.radbridge.dicom.net;

import org.radbridge.dicom.pdu.AAbort;
import org.radbridge.dicom.pdu.AbortReason;

/** Why an association did not end in order. */
public sealed interface AbortCause {

    /** The peer sent A-ABORT. */
    record ByPeer(AAbort abort) implements AbortCause {}

    /** The connection closed under the association. */
    record ConnectionLost() implements AbortCause {}

    /** The peer broke the protocol, and was sent A-ABORT with this reason. */
    record ProtocolViolation(AbortReason reason, String detail) implements AbortCause {}

    /** This side ended it: stop, idle for too long, or a timeout; the text says which. */
    record Local(String reason) implements AbortCause {}
}
