package org.radbridge.ingest.repair;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * An attribute in which instances of a study differ from its first.
 *
 * @param tag as the standard prints it
 * @param coerced whether later instances got the first one's value
 * @param instances how many differed
 */
@RegisterForReflection
public record StudyDifference(
        String studyInstanceUid,
        String tag,
        String keyword,
        boolean coerced,
        long instances,
        Instant firstAt,
        Instant lastAt) {}
