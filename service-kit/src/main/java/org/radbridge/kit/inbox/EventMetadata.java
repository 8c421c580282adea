package org.radbridge.kit.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Lane;

/**
 * What stands beside an event's body.
 *
 * @param id CloudEvents id, the same at every delivery
 * @param type CloudEvents type
 * @param source CloudEvents source: the service that published it
 * @param time when it was caused
 * @param topic the topic it came on
 * @param key the record's key
 * @param lane the lane of the topic
 * @param traceParent the trace it belongs to
 */
public record EventMetadata(
        String id,
        String type,
        String source,
        Instant time,
        String topic,
        String key,
        Lane lane,
        @Nullable String traceParent) {}
