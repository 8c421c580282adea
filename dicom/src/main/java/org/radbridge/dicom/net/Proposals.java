package org.radbridge.dicom.net;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.ApplicationContext;
import org.radbridge.dicom.pdu.PresentationContextRq;

/** Turns what an application asks for into the PDU that proposes it. Pure. */
final class Proposals {

    private Proposals() {}

    /** Presentation context ids are 1, 3, 5 and so on in the order of the contexts. */
    static AAssociateRq of(AssociationRequest request) {
        List<PresentationContextRq> contexts = new ArrayList<>();
        for (AssociationRequest.ProposedContext context : request.contexts()) {
            contexts.add(
                    new PresentationContextRq(
                            2 * contexts.size() + 1,
                            context.abstractSyntax(),
                            context.transferSyntaxes().stream().map(TransferSyntax::uid).toList()));
        }
        return new AAssociateRq(
                1,
                request.calledAeTitle(),
                request.callingAeTitle(),
                ApplicationContext.DICOM,
                contexts,
                OwnEntity.of(request.maximumPduLength())
                        .userInformation(request.negotiation().items()));
    }
}
