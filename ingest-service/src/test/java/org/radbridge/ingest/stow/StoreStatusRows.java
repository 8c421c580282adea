package org.radbridge.ingest.stow;

import java.util.Arrays;
import java.util.List;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.ingest.receive.InstanceIdentifiers;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.Refusal;
import org.radbridge.ingest.receive.RefusalReason;

/** How a refused instance is answered through either door, for the conformance statement. */
public final class StoreStatusRows {
    private StoreStatusRows() {}

    /**
     * Id, C-STORE status, its class, Failure Reason, and the HTTP status when nothing else was in
     * the request.
     */
    public static List<List<String>> rows() {
        return Arrays.stream(RefusalReason.values()).map(StoreStatusRows::row).toList();
    }

    private static List<String> row(RefusalReason reason) {
        DimseStatus status = reason.status();
        ReceptionOutcome alone =
                new ReceptionOutcome.Refused(
                        new Refusal(reason, "alone"), InstanceIdentifiers.UNKNOWN);
        return List.of(
                reason.id(),
                "%04X".formatted(status.code()),
                status.kind().name(),
                "%04X".formatted(reason.failureReason().code()),
                Integer.toString(StoreResponse.of(List.of(alone), path -> path).status()),
                reason.isWorthAnotherAttempt() ? "yes" : "no");
    }
}
