package org.radbridge.ingest.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules in their order: the first that matches a study decides; none means kept for ever. */
record RetentionRules(List<RetentionRule> rules) {
    RetentionRules {
        rules = List.copyOf(rules);
    }

    /** The rule by which a study's time is over. */
    Optional<RetentionRule> over(StudyFacts study, Instant now) {
        return rules.stream()
                .filter(rule -> rule.matches(study))
                .findFirst()
                .filter(rule -> rule.isOver(study.receivedAt(), now));
    }

    /** No study received since then is over by any rule; empty when no rule ends. */
    Optional<Instant> latestOver(Instant now) {
        return rules.stream()
                .flatMap(rule -> rule.keep().stream())
                .map(period -> RetentionRule.before(now, period))
                .max(Instant::compareTo);
    }
}
