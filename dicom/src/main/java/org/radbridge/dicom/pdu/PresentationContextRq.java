package org.radbridge.dicom.pdu;

import java.util.List;

/**
 * A proposed presentation context, PS3.8 §9.3.2.2.
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax usually a SOP class UID
 * @param transferSyntaxes UIDs in the order proposed
 */
public record PresentationContextRq(int id, String abstractSyntax, List<String> transferSyntaxes) {

    public PresentationContextRq {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }
}
