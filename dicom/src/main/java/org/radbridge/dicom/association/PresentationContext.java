package org.radbridge.dicom.association;

/**
 * A presentation context that both sides agreed on, PS3.8 §7.1.1.13.
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax usually a SOP class UID
 * @param transferSyntax the one UID chosen
 * @param roles what the requestor may be in it
 */
public record PresentationContext(
        int id, String abstractSyntax, String transferSyntax, RequestorRoles roles) {

    /** A context in which the requestor is SCU and nothing else, the default. */
    public PresentationContext(int id, String abstractSyntax, String transferSyntax) {
        this(id, abstractSyntax, transferSyntax, RequestorRoles.SCU_ONLY);
    }
}
