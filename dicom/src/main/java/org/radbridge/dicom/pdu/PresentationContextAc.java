package org.radbridge.dicom.pdu;

/**
 * The answer to one proposed presentation context, PS3.8 §9.3.3.2.
 *
 * @param id the id of the proposal
 * @param result the byte received, see {@link ContextResult}
 * @param transferSyntax the one chosen; not significant unless the result is acceptance
 */
public record PresentationContextAc(int id, int result, String transferSyntax) {

    /** Whether messages may travel in this context. */
    public boolean isAccepted() {
        return result == ContextResult.ACCEPTANCE.code();
    }
}
