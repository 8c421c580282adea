package org.radbridge.dicom.net;

import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.RejectReason;

/** What a {@link CallerPolicy} says. */
public sealed interface CallerDecision {

    /** The caller may come in. */
    record Accepted() implements CallerDecision {}

    /** The caller is sent away with this answer. */
    record Rejected(AAssociateRj answer) implements CallerDecision {}

    /** Lets the caller in. */
    static CallerDecision accept() {
        return new Accepted();
    }

    /** Sends the caller away for good. */
    static CallerDecision reject(RejectReason reason) {
        return new Rejected(AAssociateRj.permanent(reason));
    }

    /** Sends the caller away for now. */
    static CallerDecision rejectForNow(RejectReason reason) {
        return new Rejected(AAssociateRj.transientRejection(reason));
    }
}
