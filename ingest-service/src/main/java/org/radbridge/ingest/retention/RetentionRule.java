package org.radbridge.ingest.retention;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * How long some studies are kept. A condition holds when all that the study has of it is listed: a
 * rule for ultrasound does not reach a study that has a CT too. An empty condition holds for all.
 *
 * @param keep since the study was received; empty for ever
 */
record RetentionRule(
        String name,
        Set<String> modalities,
        Set<String> sources,
        Set<String> states,
        Optional<Period> keep) {

    boolean matches(StudyFacts study) {
        return holds(modalities, study.modalities())
                && holds(sources, study.sources())
                && holds(states, Set.of(study.state()));
    }

    private static boolean holds(Set<String> listed, Set<String> found) {
        return listed.isEmpty() || !found.isEmpty() && listed.containsAll(found);
    }

    /** Whether the time of a study that was received then is over. */
    boolean isOver(Instant receivedAt, Instant now) {
        return keep.map(period -> receivedAt.isBefore(before(now, period))).orElse(false);
    }

    /** Studies received later are still kept. */
    static Instant before(Instant now, Period period) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
