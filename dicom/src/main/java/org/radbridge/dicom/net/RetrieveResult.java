package org.radbridge.dicom.net;

import java.util.List;
import org.radbridge.dicom.dimse.DimseStatus;

/**
 * How a C-MOVE or C-GET ended.
 *
 * @param subOperations the counts of the final response
 * @param failedSopInstanceUids of what could not be sent, as far as the peer says
 */
public record RetrieveResult(
        DimseStatus status, SubOperations subOperations, List<String> failedSopInstanceUids) {

    public RetrieveResult {
        failedSopInstanceUids = List.copyOf(failedSopInstanceUids);
    }
}
