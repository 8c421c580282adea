package org.radbridge.benchmarks.visible;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.radbridge.contracts.TimelineStep;

/**
 * A study that came through.
 *
 * @param revision 1, unless the study was closed again after late instances
 * @param steps when each step was done, all of {@link #NEEDED} at least
 * @param inference how long the inference server took for it
 * @param seen when a reader had the report in hand, if one looked for it
 */
record MeasuredStudy(
        Kind kind,
        int revision,
        Map<TimelineStep, Instant> steps,
        Duration inference,
        Optional<Instant> seen) {

    /** A study has come through when all of these are done. */
    static final Set<TimelineStep> NEEDED =
            EnumSet.of(
                    TimelineStep.CLOSED,
                    TimelineStep.ROUTED,
                    TimelineStep.PIXELS_READ,
                    TimelineStep.INFERRED,
                    TimelineStep.FHIR_VISIBLE,
                    TimelineStep.SR_IN_PACS);

    MeasuredStudy {
        steps = new EnumMap<>(steps);
        if (!steps.keySet().containsAll(NEEDED)) {
            throw new IllegalArgumentException("only " + steps.keySet() + " are done");
        }
    }

    /** The same study, with a reader's word. */
    MeasuredStudy seenAt(Instant at) {
        return new MeasuredStudy(kind, revision, steps, inference, Optional.of(at));
    }

    /** From this step until the reader had the report; empty when nobody looked. */
    Optional<Duration> untilSeen(TimelineStep from) {
        return seen.map(at -> Duration.between(at(from), at));
    }

    Duration between(TimelineStep from, TimelineStep to) {
        return Duration.between(at(from), at(to));
    }

    /** From the close to this step, less what the inference server took. */
    Duration overhead(TimelineStep to) {
        return between(TimelineStep.CLOSED, to).minus(inference);
    }

    private Instant at(TimelineStep step) {
        Instant at = steps.get(step);
        if (at == null) {
            throw new IllegalArgumentException(step + " is not done");
        }
        return at;
    }
}
