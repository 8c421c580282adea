package org.radbridge.kit.operations;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that could not be processed and waits for an operator.
 *
 * @param id names it in {@code POST /operations/parked/{id}/retry}
 * @param what an event from elsewhere, or work of this service
 * @param name the event's type or the work's kind
 * @param source the event's topic, or {@code work}
 * @param key what it belongs to, mostly a study UID
 * @param failureId the stable failure id
 * @param failureDetail what happened
 * @param attempts how often it was tried
 * @param parkedAt since when it waits
 */
@RegisterForReflection
public record ParkedEntry(
        UUID id,
        What what,
        String name,
        String source,
        String key,
        String failureId,
        String failureDetail,
        int attempts,
        Instant parkedAt) {

    /** What is parked. */
    @RegisterForReflection
    public enum What {
        EVENT,
        WORK
    }
}
