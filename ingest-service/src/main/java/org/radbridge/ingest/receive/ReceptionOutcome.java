package org.radbridge.ingest.receive;

import org.radbridge.ingest.index.InstanceHeader;

/** How the reception of an instance ended. */
public sealed interface ReceptionOutcome {

    /**
     * The instance is durable and indexed.
     *
     * @param duplicate whether it had been before; the first one is kept
     * @param differs whether that first one has other content, so that this one is in quarantine
     * @param coerced whether values were changed: the sender is warned
     */
    record Stored(InstanceHeader header, boolean duplicate, boolean differs, boolean coerced)
            implements ReceptionOutcome {}

    /** It is not in the archive; operators see why. */
    record Refused(Refusal refusal, InstanceIdentifiers identifiers) implements ReceptionOutcome {}
}
