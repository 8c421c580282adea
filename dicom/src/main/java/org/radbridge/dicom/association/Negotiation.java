package org.radbridge.dicom.association;

import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;

/** The answer to a proposed association. */
public sealed interface Negotiation {

    /** The association stands, with the contexts that were agreed. */
    record Accept(AAssociateAc answer, PresentationContexts contexts) implements Negotiation {}

    /** There is no association. */
    record Reject(AAssociateRj answer) implements Negotiation {}
}
