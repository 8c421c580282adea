package org.radbridge.ingest.scrub;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far reading again has come.
 *
 * @param pass its number, from 1
 * @param beganAt when the pass began
 * @param endedAt when it ended; null while it is under way
 * @param objects how many objects it has read
 * @param bytes of their content
 * @param openFindings damaged objects, of all passes, that nobody has restored
 */
@RegisterForReflection
public record ScrubProgress(
        int pass,
        Instant beganAt,
        @Nullable Instant endedAt,
        long objects,
        long bytes,
        long openFindings) {}
