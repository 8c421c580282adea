package org.radbridge.kit.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.EventJson;

/**
 * Work to be done.
 *
 * @param kind names the handler
 * @param key items of one kind and key are done one after the other, in the order of their due time
 *     and then of their enqueueing
 * @param priority which work passes which, among keys
 * @param notBefore due time; null for now
 * @param dedupeId a second request of the same kind with the same id is passed over, even after the
 *     first was done (as long as done work is remembered: {@code radbridge.work.retention})
 * @param payload JSON, opaque to the queue
 */
public record WorkRequest(
        String kind,
        String key,
        WorkPriority priority,
        @Nullable Instant notBefore,
        String dedupeId,
        String payload) {

    /** Work that is due now, of normal priority, with a payload that Jackson can write. */
    public static WorkRequest of(String kind, String key, String dedupeId, Object payload) {
        try {
            String json = EventJson.mapper().writeValueAsString(payload);
            return new WorkRequest(kind, key, WorkPriority.NORMAL, null, dedupeId, json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a payload of " + kind + " has no JSON form", e);
        }
    }

    /** The same work at another priority. */
    public WorkRequest withPriority(WorkPriority other) {
        return new WorkRequest(kind, key, other, notBefore, dedupeId, payload);
    }

    /** The same work, due at a later time. */
    public WorkRequest dueAt(Instant time) {
        return new WorkRequest(kind, key, priority, time, dedupeId, payload);
    }
}
