package org.radbridge.dicom.association;

import java.util.List;

/** What an acceptor understands: the abstract syntaxes, and for each the transfer syntaxes. */
@FunctionalInterface
public interface SupportedSyntaxes {

    /**
     * Decides one proposed presentation context.
     *
     * @param abstractSyntax the UID proposed
     * @param transferSyntaxes the UIDs proposed, in the peer's order
     */
    SyntaxChoice choose(String abstractSyntax, List<String> transferSyntaxes);

    /** Asks this first, and {@code other} for abstract syntaxes that this does not know. */
    default SupportedSyntaxes or(SupportedSyntaxes other) {
        return (abstractSyntax, transferSyntaxes) -> {
            SyntaxChoice first = choose(abstractSyntax, transferSyntaxes);
            return first instanceof SyntaxChoice.AbstractSyntaxNotSupported
                    ? other.choose(abstractSyntax, transferSyntaxes)
                    : first;
        };
    }
}
