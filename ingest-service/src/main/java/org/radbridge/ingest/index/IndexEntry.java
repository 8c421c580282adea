package org.radbridge.ingest.index;

import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.storage.Sha256;
import org.radbridge.ingest.storage.StoredObject;

/**
 * An instance whose bytes are durable, about to be indexed.
 *
 * @param header what it says of itself
 * @param transferSyntaxUid how its data set is encoded
 * @param callingAe who sent it; null for STOW-RS
 * @param object its bytes: a Part 10 file
 * @param fingerprint tells whether two instances have the same content, whichever door they came
 *     through: it leaves out the file meta information, which each door writes anew
 * @param metadata the data set without bulk data, as DICOM JSON (PS3.18 annex F)
 */
public record IndexEntry(
        InstanceHeader header,
        String transferSyntaxUid,
        @Nullable String callingAe,
        StoredObject object,
        Sha256 fingerprint,
        String metadata) {

    String studyInstanceUid() {
        return header.study().studyInstanceUid();
    }

    String seriesInstanceUid() {
        return header.series().seriesInstanceUid();
    }

    String sopInstanceUid() {
        return header.sopInstanceUid();
    }
}
