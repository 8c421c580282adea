package org.radbridge.ingest.wado;

import org.radbridge.dicom.data.TransferSyntax;

/** Transfer syntaxes in which a value's bytes stand in the object as they are answered. */
final class PlainSyntaxes {
    private PlainSyntaxes() {}

    static boolean contains(String transferSyntaxUid) {
        TransferSyntax syntax = TransferSyntax.of(transferSyntaxUid);
        return !syntax.deflated() && !syntax.bigEndian();
    }

    /** Of those the ones whose pixels are not compressed. */
    static boolean isNative(String transferSyntaxUid) {
        return contains(transferSyntaxUid) && !TransferSyntax.of(transferSyntaxUid).encapsulated();
    }
}
