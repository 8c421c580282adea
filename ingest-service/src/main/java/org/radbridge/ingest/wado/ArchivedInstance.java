package org.radbridge.ingest.wado;

import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.storage.SealedObject;

/**
 * A stored instance.
 *
 * @param object its bytes
 * @param size of the bytes
 * @param transferSyntaxUid how its data set is encoded
 * @param patient whose it is
 */
record ArchivedInstance(
        String seriesInstanceUid,
        String sopInstanceUid,
        SealedObject object,
        long size,
        String transferSyntaxUid,
        PatientIdentifier patient) {}
