package org.radbridge.ingest.ae;

import java.time.Duration;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.RetryPolicy;

/** What all notices to application entities have in common. */
public final class Told {

    /** Two days: a peer that is being replaced is told when it is back. */
    public static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(10), 300);

    private Told() {}

    /** Takes success, a warning, and that the peer has had it from an attempt before (0111H). */
    public static void requireTaken(String title, DimseStatus status) {
        boolean taken =
                status.isDone() || status.code() == DimseStatus.DUPLICATE_SOP_INSTANCE.code();
        if (!taken) {
            throw new RadbridgeException(AeFailure.REFUSED, title + " answered " + status);
        }
    }
}
