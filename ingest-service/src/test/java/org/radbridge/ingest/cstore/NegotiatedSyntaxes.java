package org.radbridge.ingest.cstore;

import org.radbridge.dicom.association.SupportedSyntaxes;
import org.radbridge.ingest.receive.StorageClasses;

/** What the door negotiates, for the conformance statement. */
public final class NegotiatedSyntaxes {
    private NegotiatedSyntaxes() {}

    /** As {@link DimseDoor} has it. */
    public static SupportedSyntaxes of(StorageClasses storageClasses) {
        return new AcceptedSyntaxes(storageClasses);
    }
}
