package org.radbridge.dicom.association;

import java.util.Optional;
import java.util.function.Predicate;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassExtendedNegotiation;

/**
 * What an acceptor grants beside presentation contexts.
 *
 * @param window operations outstanding at once that it bears, seen from the requestor
 * @param requestorMayBeScp for which SOP classes the requestor may take the SCP role
 * @param extendedNegotiation answers SOP class extended negotiation
 */
public record AcceptorPolicy(
        OperationsWindow window,
        Predicate<String> requestorMayBeScp,
        ExtendedNegotiation extendedNegotiation) {

    /** Synchronous, requestors are SCUs, nothing extended. */
    public static final AcceptorPolicy PLAIN =
            new AcceptorPolicy(OperationsWindow.SYNCHRONOUS, _ -> false, _ -> Optional.empty());

    /** Answers SOP class extended negotiation, PS3.7 §D.3.3.5. */
    @FunctionalInterface
    public interface ExtendedNegotiation {

        /**
         * The item to answer with; empty for no answer, which means that nothing beyond the plain
         * SOP class is supported.
         */
        Optional<SopClassExtendedNegotiation> answer(SopClassExtendedNegotiation proposed);
    }
}
