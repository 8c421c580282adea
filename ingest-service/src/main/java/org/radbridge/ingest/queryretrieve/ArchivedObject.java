package org.radbridge.ingest.queryretrieve;

import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.storage.SealedObject;

/**
 * A stored object that is asked for.
 *
 * @param object its bytes
 * @param size of the bytes
 * @param transferSyntaxUid how its data set is kept
 * @param patient whose it is
 */
record ArchivedObject(
        String studyInstanceUid,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        SealedObject object,
        long size,
        PatientIdentifier patient) {}
