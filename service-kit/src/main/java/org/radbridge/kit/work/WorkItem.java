package org.radbridge.kit.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.PermanentFailure;

/**
 * A piece of work under a lease of this process.
 *
 * @param id the item
 * @param kind names the handler
 * @param key the order key
 * @param priority which work passes which
 * @param dedupeId as requested
 * @param payload JSON
 * @param attempt 1 for the first
 * @param enqueuedAt when it was asked for
 * @param traceParent the trace it belongs to
 * @param leaseToken names this claim: a later claim of the same item has another
 */
public record WorkItem(
        UUID id,
        String kind,
        String key,
        WorkPriority priority,
        String dedupeId,
        String payload,
        int attempt,
        Instant enqueuedAt,
        @Nullable String traceParent,
        UUID leaseToken) {

    /**
     * The payload, read by Jackson.
     *
     * @throws PermanentFailure when it is not of this type
     */
    public <T> T payload(Class<T> type) {
        try {
            return EventJson.mapper().readValue(payload, type);
        } catch (JsonProcessingException e) {
            throw new PermanentFailure(
                    KitFailure.WORK_FAILED, "the payload is not a " + type.getSimpleName(), e);
        }
    }
}
