package org.radbridge.dicom.association;

import org.radbridge.dicom.pdu.ContextResult;

/** What an acceptor says to one proposed presentation context, PS3.8 Table 9-18. */
public sealed interface SyntaxChoice {

    /** The context is accepted with this transfer syntax, one of those proposed. */
    record Chosen(String transferSyntax) implements SyntaxChoice {}

    /** Nothing here serves this abstract syntax. */
    record AbstractSyntaxNotSupported() implements SyntaxChoice {}

    /** The abstract syntax is served, but in none of the transfer syntaxes proposed. */
    record TransferSyntaxesNotSupported() implements SyntaxChoice {}

    /** The result code of this choice. */
    default ContextResult result() {
        return switch (this) {
            case Chosen _ -> ContextResult.ACCEPTANCE;
            case AbstractSyntaxNotSupported _ -> ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED;
            case TransferSyntaxesNotSupported _ -> ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED;
        };
    }
}
