package org.radbridge.ingest.study;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.ingest.evidence.Evidence;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.study.ClosePolicy.Withhold;

/** What to do with an open study whose deadline has come. */
sealed interface CloseDecision {

    /**
     * Close it now, and have it analysed.
     *
     * @param withheldSeries those that are kept from the models: of discontinued steps, or partial
     * @param missing how many expected instances are not here
     */
    record Close(CloseReason reason, Set<String> withheldSeries, int missing)
            implements CloseDecision {}

    /**
     * Close it now, and keep all of it from the models.
     *
     * @param missing how many expected instances are not here
     */
    record CloseWithheld(CloseReason reason, int missing) implements CloseDecision {}

    /** Look at it again then. */
    record Wait(Instant until, Waiting waiting, int missing) implements CloseDecision {}

    /**
     * What is known of an open study.
     *
     * @param lastInstanceAt when the study's latest instance was stored
     * @param receiving whether an instance of the study is arriving at this moment
     * @param now by the clock that stamped the instances
     * @param evidence all that was reported
     */
    record Situation(
            Instant lastInstanceAt, boolean receiving, Instant now, List<Evidence> evidence) {
        public Situation {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * Decides. Instances do not move the deadline as they arrive, since then all associations of a
     * study would queue for its row; the deadline is moved here, once it has come.
     *
     * @param recheck how soon to look again for what is missing; sooner after the last sign of life
     *     than long after it
     */
    static CloseDecision of(Situation study, ClosePolicy policy, Duration recheck) {
        if (study.receiving()) {
            return new Wait(study.now().plus(recheck), Waiting.RECEIVING, 0);
        }
        List<Evidence> counted =
                study.evidence().stream()
                        .filter(e -> !e.spent() && policy.closeOn().containsKey(e.kind()))
                        .toList();
        int missing =
                counted.stream()
                        .filter(e -> e.state() != EvidenceState.DISCONTINUED)
                        .mapToInt(Evidence::missing)
                        .max()
                        .orElse(0);
        boolean inProgress = in(EvidenceState.IN_PROGRESS, counted).findAny().isPresent();
        if (missing > 0 || inProgress) {
            return ofPartial(study, policy, recheck, counted, missing);
        }
        List<Evidence> completed = in(EvidenceState.COMPLETED, counted).toList();
        List<Evidence> discontinued = in(EvidenceState.DISCONTINUED, counted).toList();
        if (completed.isEmpty() && discontinued.isEmpty()) {
            return withoutEvidence(study, policy);
        }
        return byEvidence(study, policy, completed, discontinued);
    }

    private static Stream<Evidence> in(EvidenceState state, List<Evidence> counted) {
        return counted.stream().filter(e -> e.state() == state);
    }

    private static CloseDecision ofPartial(
            Situation study,
            ClosePolicy policy,
            Duration recheck,
            List<Evidence> counted,
            int missing) {
        Instant lastSign =
                counted.stream()
                        .map(Evidence::reportedAt)
                        .filter(study.lastInstanceAt()::isBefore)
                        .max(Comparator.naturalOrder())
                        .orElse(study.lastInstanceAt());
        Instant deadline = lastSign.plus(policy.missingWait());
        if (deadline.isAfter(study.now())) {
            Duration since = Duration.between(lastSign, study.now()).dividedBy(4);
            Instant next = study.now().plus(since.compareTo(recheck) > 0 ? since : recheck);
            return new Wait(
                    next.isBefore(deadline) ? next : deadline,
                    missing > 0 ? Waiting.INSTANCES : Waiting.PROCEDURE_STEP,
                    missing);
        }
        List<Evidence> exact =
                in(EvidenceState.COMPLETED, counted).filter(Evidence::saysHowMany).toList();
        if (missing == 0 && !exact.isEmpty()) {
            return byEvidence(study, policy, exact, List.of());
        }
        Set<String> partial =
                counted.stream()
                        .flatMap(e -> e.series().stream())
                        .filter(series -> series.missing() > 0)
                        .map(Evidence.Series::seriesInstanceUid)
                        .collect(Collectors.toUnmodifiableSet());
        boolean known =
                missing > 0
                        && in(EvidenceState.IN_PROGRESS, counted).findAny().isEmpty()
                        && counted.stream().allMatch(Evidence::knowsWhatIsMissing);
        return policy.withhold() == Withhold.SERIES && known
                ? new Close(CloseReason.INCOMPLETE, partial, missing)
                : new CloseWithheld(CloseReason.INCOMPLETE, missing);
    }

    private static CloseDecision withoutEvidence(Situation study, ClosePolicy policy) {
        Instant last = study.lastInstanceAt();
        if (policy.quiet().isPresent()) {
            Instant quietAt = last.plus(policy.quiet().get());
            return quietAt.isAfter(study.now())
                    ? new Wait(quietAt, Waiting.QUIET, 0)
                    : new Close(CloseReason.QUIET_TIMER, Set.of(), 0);
        }
        Instant deadline = last.plus(policy.missingWait());
        return deadline.isAfter(study.now())
                ? new Wait(deadline, Waiting.EVIDENCE, 0)
                : new CloseWithheld(CloseReason.NO_EVIDENCE, 0);
    }

    private static CloseDecision byEvidence(
            Situation study,
            ClosePolicy policy,
            List<Evidence> completed,
            List<Evidence> discontinued) {
        Optional<Instant> earliest = Optional.empty();
        for (Evidence evidence :
                Stream.concat(completed.stream(), discontinued.stream())
                        .sorted(Comparator.comparing(Evidence::kind))
                        .toList()) {
            boolean exact = evidence.state() == EvidenceState.COMPLETED && evidence.saysHowMany();
            Duration settle = policy.settle(evidence.kind()).orElse(Duration.ZERO);
            Instant settled = exact ? study.now() : later(study, evidence).plus(settle);
            boolean decisive = completed.contains(evidence) || completed.isEmpty();
            if (decisive && !settled.isAfter(study.now())) {
                return completed.isEmpty()
                        ? new CloseWithheld(CloseReason.DISCONTINUED, 0)
                        : new Close(
                                CloseReason.of(evidence.kind()),
                                onlyIn(discontinued, completed),
                                0);
            }
            if (decisive && (earliest.isEmpty() || settled.isBefore(earliest.get()))) {
                earliest = Optional.of(settled);
            }
        }
        return new Wait(earliest.orElse(study.now()), Waiting.QUIET, 0);
    }

    private static Instant later(Situation study, Evidence evidence) {
        return study.lastInstanceAt().isAfter(evidence.reportedAt())
                ? study.lastInstanceAt()
                : evidence.reportedAt();
    }

    private static Set<String> onlyIn(List<Evidence> discontinued, List<Evidence> completed) {
        Set<String> named = series(completed);
        return series(discontinued).stream()
                .filter(uid -> !named.contains(uid))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> series(List<Evidence> evidence) {
        return evidence.stream()
                .flatMap(e -> e.series().stream())
                .map(Evidence.Series::seriesInstanceUid)
                .collect(Collectors.toUnmodifiableSet());
    }
}
