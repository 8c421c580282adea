package org.radbridge.fhirmapper.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest word of a radiologist on one finding.
 *
 * @param observation the FHIR id of the finding's Observation
 * @param verdict what was said of the model's answer
 * @param present whether the finding is present, as the radiologist says; of no meaning when
 *     rejected
 * @param comment why; null when nothing was said
 * @param by who decided
 * @param at when
 */
public record Decision(
        String observation,
        Verdict verdict,
        boolean present,
        @Nullable String comment,
        Reader by,
        Instant at) {}
