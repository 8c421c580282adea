package org.radbridge.ingest.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.ingest.evidence.Evidence;
import org.radbridge.ingest.evidence.EvidenceKind;
import org.radbridge.ingest.evidence.EvidenceState;
import org.radbridge.ingest.study.CloseDecision.Close;
import org.radbridge.ingest.study.CloseDecision.CloseWithheld;
import org.radbridge.ingest.study.CloseDecision.Situation;
import org.radbridge.ingest.study.CloseDecision.Wait;
import org.radbridge.ingest.study.ClosePolicy.Withhold;

@Tag("A5")
class CloseDecisionTest {
    private static final Instant LAST = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration RECHECK = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration MISSING_WAIT = Duration.ofMinutes(10);

    @Test
    void withoutEvidenceAStudyThatWasQuietForTheWholePeriodIsClosed() {
        assertThat(decide(QUIET)).isEqualTo(closed(CloseReason.QUIET_TIMER));
    }

    @Test
    void withoutEvidenceAStudyWhoseLastInstanceIsYoungerWaitsForTheRestOfThePeriod() {
        assertThat(decide(QUIET.minusSeconds(1)))
                .isEqualTo(new Wait(LAST.plus(QUIET), Waiting.QUIET, 0));
    }

    @Test
    void aStudyThatAnInstanceIsArrivingForIsNeverClosed() {
        Instant muchLater = LAST.plusSeconds(3600);
        Situation receiving =
                new Situation(LAST, true, muchLater, List.of(named(EvidenceKind.MPPS, 8, 0)));

        assertThat(CloseDecision.of(receiving, policy(Withhold.STUDY), RECHECK))
                .isEqualTo(new Wait(muchLater.plus(RECHECK), Waiting.RECEIVING, 0));
    }

    @Test
    void evidenceThatNamesItsInstancesClosesTheStudyAsSoonAsTheyAreHere() {
        assertThat(decide(Duration.ZERO, named(EvidenceKind.MPPS, 8, 0)))
                .isEqualTo(closed(CloseReason.MPPS));
        assertThat(decide(Duration.ZERO, named(EvidenceKind.IAN, 8, 0)))
                .isEqualTo(closed(CloseReason.IAN));
        assertThat(decide(Duration.ZERO, named(EvidenceKind.COUNT, 8, 0)))
                .isEqualTo(closed(CloseReason.COUNT));
    }

    @Test
    void evidenceThatNamesNoInstancesClosesTheStudyOnceNothingCameForAWhile() {
        Evidence order = unnamed(EvidenceKind.HL7_STATUS, EvidenceState.COMPLETED);

        assertThat(decide(SETTLE.minusSeconds(1), order))
                .isEqualTo(new Wait(LAST.plus(SETTLE), Waiting.QUIET, 0));
        assertThat(decide(SETTLE, order)).isEqualTo(closed(CloseReason.HL7_STATUS));
    }

    @Test
    void theQuietTimerDoesNotCloseAStudyOfWhichInstancesAreMissing() {
        CloseDecision decision = decide(QUIET.multipliedBy(4), named(EvidenceKind.MPPS, 300, 288));

        assertThat(decision)
                .isEqualTo(new Wait(LAST.plus(QUIET.multipliedBy(5)), Waiting.INSTANCES, 288));
    }

    @Test
    void theQuietTimerDoesNotCloseAStudyWhoseProcedureStepIsInProgress() {
        assertThat(decide(QUIET, unnamed(EvidenceKind.MPPS, EvidenceState.IN_PROGRESS)))
                .isInstanceOfSatisfying(
                        Wait.class,
                        wait -> assertThat(wait.waiting()).isEqualTo(Waiting.PROCEDURE_STEP));
    }

    @Test
    void aCompletedStepDoesNotCloseAStudyWhoseNextStepIsInProgress() {
        assertThat(
                        decide(
                                QUIET,
                                named(EvidenceKind.MPPS, 8, 0),
                                unnamed(EvidenceKind.MPPS, EvidenceState.IN_PROGRESS)))
                .isInstanceOf(Wait.class);
    }

    @Test
    void aPartialStudyIsWithheldWhenTheWaitEnds() {
        assertThat(decide(MISSING_WAIT, named(EvidenceKind.MPPS, 300, 288)))
                .isEqualTo(new CloseWithheld(CloseReason.INCOMPLETE, 288));
        assertThat(decide(MISSING_WAIT, unnamed(EvidenceKind.MPPS, EvidenceState.IN_PROGRESS)))
                .isEqualTo(new CloseWithheld(CloseReason.INCOMPLETE, 0));
    }

    @Test
    void theWaitBeginsAnewWithEachSignOfLife() {
        Evidence late =
                evidence(
                        EvidenceKind.MPPS,
                        EvidenceState.COMPLETED,
                        LAST.plus(MISSING_WAIT),
                        300,
                        288);

        assertThat(decide(MISSING_WAIT.plusSeconds(1), late)).isInstanceOf(Wait.class);
    }

    @Test
    void aPolicyMayWithholdThePartialSeriesOnly() {
        Evidence step =
                new Evidence(
                        1,
                        EvidenceKind.MPPS,
                        "2.25.1",
                        "CT1",
                        EvidenceState.COMPLETED,
                        LAST,
                        false,
                        12,
                        4,
                        List.of(
                                new Evidence.Series("2.25.11", 6, 0),
                                new Evidence.Series("2.25.12", 6, 4)));
        Situation study = new Situation(LAST, false, LAST.plus(MISSING_WAIT), List.of(step));

        assertThat(CloseDecision.of(study, policy(Withhold.SERIES), RECHECK))
                .isEqualTo(new Close(CloseReason.INCOMPLETE, Set.of("2.25.12"), 4));
    }

    @Test
    void allIsWithheldWhenItIsNotKnownWhichSeriesArePartial() {
        Evidence count =
                new Evidence(
                        1,
                        EvidenceKind.COUNT,
                        "gateway",
                        "gateway",
                        EvidenceState.COMPLETED,
                        LAST,
                        false,
                        12,
                        4,
                        List.of());
        Situation study = new Situation(LAST, false, LAST.plus(MISSING_WAIT), List.of(count));

        assertThat(CloseDecision.of(study, policy(Withhold.SERIES), RECHECK))
                .isEqualTo(new CloseWithheld(CloseReason.INCOMPLETE, 4));
    }

    @Test
    void aDiscontinuedStepAloneIsWithheld() {
        Evidence discontinued = unnamed(EvidenceKind.MPPS, EvidenceState.DISCONTINUED);

        assertThat(decide(SETTLE, discontinued))
                .isEqualTo(new CloseWithheld(CloseReason.DISCONTINUED, 0));
    }

    @Test
    void theSeriesOfADiscontinuedStepAreKeptFromTheModelsWhenAnotherStepIsCompleted() {
        Evidence discontinued =
                new Evidence(
                        2,
                        EvidenceKind.MPPS,
                        "2.25.2",
                        "CT1",
                        EvidenceState.DISCONTINUED,
                        LAST,
                        false,
                        9,
                        9,
                        List.of(new Evidence.Series("2.25.99", 9, 9)));

        assertThat(decide(Duration.ZERO, discontinued, named(EvidenceKind.MPPS, 8, 0)))
                .isEqualTo(new Close(CloseReason.MPPS, Set.of("2.25.99"), 0));
    }

    @Test
    void evidenceThatAnEarlierCloseRestsOnClosesNoLaterRevision() {
        Evidence used =
                new Evidence(
                        1,
                        EvidenceKind.MPPS,
                        "2.25.1",
                        "CT1",
                        EvidenceState.COMPLETED,
                        LAST,
                        true,
                        8,
                        0,
                        List.of());

        assertThat(decide(SETTLE, used)).isEqualTo(new Wait(LAST.plus(QUIET), Waiting.QUIET, 0));
    }

    @Test
    void evidenceThatThePolicyDoesNotNameCountsForNothing() {
        ClosePolicy quietOnly =
                new ClosePolicy(
                        "quiet",
                        List.of(),
                        Map.of(),
                        Optional.of(QUIET),
                        MISSING_WAIT,
                        Withhold.STUDY);
        Situation study =
                new Situation(
                        LAST, false, LAST.plus(QUIET), List.of(named(EvidenceKind.MPPS, 300, 288)));

        assertThat(CloseDecision.of(study, quietOnly, RECHECK))
                .isEqualTo(closed(CloseReason.QUIET_TIMER));
    }

    @Test
    void aPolicyMayDemandEvidence() {
        ClosePolicy demanding =
                new ClosePolicy(
                        "demanding",
                        List.of(),
                        Map.of(EvidenceKind.MPPS, SETTLE),
                        Optional.empty(),
                        MISSING_WAIT,
                        Withhold.STUDY);
        Situation quiet = new Situation(LAST, false, LAST.plus(QUIET), List.of());
        Situation forgotten = new Situation(LAST, false, LAST.plus(MISSING_WAIT), List.of());

        assertThat(CloseDecision.of(quiet, demanding, RECHECK))
                .isEqualTo(new Wait(LAST.plus(MISSING_WAIT), Waiting.EVIDENCE, 0));
        assertThat(CloseDecision.of(forgotten, demanding, RECHECK))
                .isEqualTo(new CloseWithheld(CloseReason.NO_EVIDENCE, 0));
    }

    private static CloseDecision decide(Duration sinceLast, Evidence... evidence) {
        return CloseDecision.of(
                new Situation(LAST, false, LAST.plus(sinceLast), List.of(evidence)),
                policy(Withhold.STUDY),
                RECHECK);
    }

    private static Close closed(CloseReason reason) {
        return new Close(reason, Set.of(), 0);
    }

    private static ClosePolicy policy(Withhold withhold) {
        return new ClosePolicy(
                "test",
                List.of(),
                Map.of(
                        EvidenceKind.MPPS,
                        SETTLE,
                        EvidenceKind.IAN,
                        Duration.ZERO,
                        EvidenceKind.COUNT,
                        Duration.ZERO,
                        EvidenceKind.HL7_STATUS,
                        SETTLE),
                Optional.of(QUIET),
                MISSING_WAIT,
                withhold);
    }

    private static Evidence named(EvidenceKind kind, int expected, int missing) {
        return evidence(kind, EvidenceState.COMPLETED, LAST.minusSeconds(1), expected, missing);
    }

    private static Evidence unnamed(EvidenceKind kind, EvidenceState state) {
        return evidence(kind, state, LAST.minusSeconds(1), 0, 0);
    }

    private static Evidence evidence(
            EvidenceKind kind, EvidenceState state, Instant at, int expected, int missing) {
        return new Evidence(
                1, kind, "2.25.1", "CT1", state, at, false, expected, missing, List.of());
    }
}
