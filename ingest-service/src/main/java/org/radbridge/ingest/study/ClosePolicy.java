package org.radbridge.ingest.study;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.ingest.evidence.EvidenceKind;
import org.radbridge.ingest.routing.Condition;
import org.radbridge.ingest.routing.Conditions;
import org.radbridge.ingest.routing.SeriesFacts;

/**
 * What evidence closes studies of one source, and how long it is waited for.
 *
 * @param name unique in the file
 * @param when a study falls under the policy when all hold for one of its series
 * @param closeOn the evidence that counts; of one that names no instances, how long nothing must
 *     have come. Evidence that names instances closes the study as soon as they are here.
 * @param quiet how long nothing must have come without any evidence; empty when evidence is
 *     demanded
 * @param missingWait how long expected instances, the end of a step or demanded evidence are waited
 *     for after the last sign of life
 * @param withhold what is kept from the models when that wait was in vain
 */
record ClosePolicy(
        String name,
        List<Condition> when,
        Map<EvidenceKind, Duration> closeOn,
        Optional<Duration> quiet,
        Duration missingWait,
        Withhold withhold) {

    /** What of a partial study is kept from the models. */
    enum Withhold {
        /** All of it. */
        STUDY,
        /** The series that lack instances, where the evidence tells which they are. */
        SERIES
    }

    ClosePolicy {
        when = List.copyOf(when);
        closeOn = Map.copyOf(closeOn);
    }

    boolean appliesTo(List<SeriesFacts> study) {
        return when.isEmpty() || study.stream().anyMatch(facts -> Conditions.allHold(when, facts));
    }

    Optional<Duration> settle(EvidenceKind kind) {
        return Optional.ofNullable(closeOn.get(kind));
    }
}
