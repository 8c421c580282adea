package org.radbridge.dicom.pdu;

import java.util.List;
import java.util.Optional;

/**
 * A-ASSOCIATE-RQ, PS3.8 §9.3.2: a requestor proposes an association.
 *
 * @param protocolVersion bit field; bit 0 is version 1, the only one there is
 * @param calledAeTitle the acceptor's name, without the padding spaces
 * @param callingAeTitle the requestor's name, without the padding spaces
 * @param applicationContextName {@link ApplicationContext#DICOM} unless the peer is no DICOM peer
 * @param presentationContexts in the order proposed, ids odd and 1 to 255
 */
public record AAssociateRq(
        int protocolVersion,
        String calledAeTitle,
        String callingAeTitle,
        String applicationContextName,
        List<PresentationContextRq> presentationContexts,
        UserInformation userInformation)
        implements Pdu {

    public AAssociateRq {
        presentationContexts = List.copyOf(presentationContexts);
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_RQ;
    }

    /** The proposal with this id, if there is one. */
    public Optional<PresentationContextRq> presentationContext(int id) {
        return presentationContexts.stream().filter(context -> context.id() == id).findFirst();
    }
}
