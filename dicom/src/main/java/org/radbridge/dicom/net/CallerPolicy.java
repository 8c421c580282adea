package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.util.Set;
import org.radbridge.dicom.pdu.RejectReason;

/** Decides who may open an association with a server. */
@FunctionalInterface
public interface CallerPolicy {

    /**
     * Decides about one caller; called on the association's event loop, must not block. A failed
     * future rejects the caller for now ("temporary congestion"): nobody comes in unchecked.
     */
    Future<CallerDecision> decide(Caller caller);

    /** Lets everybody in. */
    static CallerPolicy anyone() {
        return _ -> Future.succeededFuture(CallerDecision.accept());
    }

    /** Lets in these calling AE titles and nobody else. */
    static CallerPolicy knownAeTitles(Set<String> callingAeTitles) {
        Set<String> known = Set.copyOf(callingAeTitles);
        return caller ->
                Future.succeededFuture(
                        known.contains(caller.callingAeTitle())
                                ? CallerDecision.accept()
                                : CallerDecision.reject(
                                        RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED));
    }
}
