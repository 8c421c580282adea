package org.radbridge.ingest.commitment;

import java.util.UUID;
import org.radbridge.dicom.net.StorageCommitment;

/**
 * A question that waits for its report.
 *
 * @param id of the row
 * @param asked how often it was asked: a requestor that heard nothing asks again
 * @param requestedBy the AE title that is told
 */
record CommitmentTransaction(
        UUID id, int asked, String requestedBy, StorageCommitment.Request request) {}
