package org.radbridge.ingest.scrub;

import java.time.OffsetDateTime;
import org.radbridge.ingest.storage.SealedObject;

/**
 * An object to be read again, and what it should be.
 *
 * @param storedAt with {@code instanceId} its place in the order of a pass
 */
record ScrubbedObject(
        OffsetDateTime storedAt,
        long instanceId,
        SealedObject object,
        long size,
        String sha256,
        String studyInstanceUid,
        String sopInstanceUid) {}
