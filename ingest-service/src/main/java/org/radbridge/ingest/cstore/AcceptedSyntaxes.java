package org.radbridge.ingest.cstore;

import java.util.List;
import java.util.Set;
import org.radbridge.dicom.association.SupportedSyntaxes;
import org.radbridge.dicom.association.SyntaxChoice;
import org.radbridge.dicom.net.StorageSyntaxes;
import org.radbridge.ingest.receive.StorageClasses;

/** What the door negotiates: every class that is stored, in every transfer syntax it comes in. */
final class AcceptedSyntaxes implements SupportedSyntaxes {
    private final StorageClasses storageClasses;

    AcceptedSyntaxes(StorageClasses storageClasses) {
        this.storageClasses = storageClasses;
    }

    @Override
    public SyntaxChoice choose(String abstractSyntax, List<String> transferSyntaxes) {
        return storageClasses.contains(abstractSyntax)
                ? StorageSyntaxes.only(Set.of(abstractSyntax))
                        .choose(abstractSyntax, transferSyntaxes)
                : new SyntaxChoice.AbstractSyntaxNotSupported();
    }
}
