package org.radbridge.dicom.pdu;

import java.util.List;

/**
 * A-ASSOCIATE-AC, PS3.8 §9.3.3: the acceptor takes the association and answers every proposed
 * presentation context.
 *
 * @param calledAeTitle as it came in the request; the requestor does not test it
 * @param callingAeTitle as it came in the request; the requestor does not test it
 */
public record AAssociateAc(
        int protocolVersion,
        String calledAeTitle,
        String callingAeTitle,
        String applicationContextName,
        List<PresentationContextAc> presentationContexts,
        UserInformation userInformation)
        implements Pdu {

    public AAssociateAc {
        presentationContexts = List.copyOf(presentationContexts);
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_AC;
    }
}
