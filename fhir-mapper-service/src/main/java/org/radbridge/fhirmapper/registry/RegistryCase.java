package org.radbridge.fhirmapper.registry;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.review.Reader;

/**
 * A case as it is kept: what its Condition and its follow-up are written from.
 *
 * @param id of its Condition
 * @param patient id of the Patient
 * @param rule the rule as it was when the case last got evidence
 * @param state how far it has come
 * @param change counts its changes
 * @param opened when it was first proposed, to the millisecond
 * @param decidedBy who confirmed or dismissed it; null until somebody did
 * @param support by study, never empty: all of it holds while it is proposed, nothing when it was
 *     withdrawn
 */
record RegistryCase(
        String id,
        String patient,
        RegistryRule rule,
        State state,
        int change,
        Instant opened,
        @Nullable Reader decidedBy,
        List<Support> support) {

    /** How far a case has come. */
    enum State {
        /** It waits for a person. */
        PROPOSED,
        /** Nothing that it stood on holds any longer: it comes back with other evidence. */
        WITHDRAWN,
        /** A person's: never touched again. */
        CONFIRMED,
        /** A person said no, for good. */
        DISMISSED
    }

    /**
     * What a study says for it.
     *
     * @param holds whether the study still says so
     */
    record Support(CaseEvidence evidence, boolean holds) {}

    RegistryCase {
        support = List.copyOf(support);
    }

    boolean undecided() {
        return state == State.PROPOSED || state == State.WITHDRAWN;
    }

    boolean names(String study) {
        return support.stream().anyMatch(s -> s.evidence().study().equals(study));
    }

    /** What a study says for it now. */
    Optional<CaseEvidence> evidence(String study) {
        return holding().map(Support::evidence).filter(e -> e.study().equals(study)).findFirst();
    }

    /** Whether all that it was last decided on holds. */
    boolean holds() {
        return support.stream().allMatch(Support::holds);
    }

    Stream<Support> holding() {
        return support.stream().filter(Support::holds);
    }

    /** What the latest study says, or said. */
    CaseEvidence latest() {
        return evidence()
                .max(Comparator.comparing(CaseEvidence::day).thenComparing(CaseEvidence::study))
                .orElseThrow();
    }

    /** What it stands on, was decided on, or stood on until it was withdrawn. */
    Stream<CaseEvidence> evidence() {
        return support.stream().map(Support::evidence);
    }

    Urgency urgency() {
        return evidence().map(CaseEvidence::urgency).min(Urgency::compareTo).orElseThrow();
    }

    /** Signed when a person confirmed it, or radiologists stand behind all that it stands on. */
    ResultState signed() {
        return state == State.CONFIRMED || evidence().allMatch(CaseEvidence::signed)
                ? ResultState.SIGNED
                : ResultState.UNSIGNED;
    }

    boolean primary() {
        return evidence().allMatch(CaseEvidence::primary);
    }

    /** This undecided case standing on these, or on nothing any longer. */
    RegistryCase standingOn(RegistryRule by, List<Support> holding) {
        return holding.isEmpty()
                ? new RegistryCase(
                        id,
                        patient,
                        by,
                        State.WITHDRAWN,
                        change,
                        opened,
                        null,
                        support.stream().map(s -> new Support(s.evidence(), false)).toList())
                : new RegistryCase(id, patient, by, State.PROPOSED, change, opened, null, holding);
    }

    /** This decided case, noting whether a study still says what it said. */
    RegistryCase noting(String study, boolean holds) {
        return with(
                state,
                decidedBy,
                support.stream()
                        .map(s ->
                                s.evidence().study().equals(study)
                                        ? new Support(s.evidence(), holds)
                                        : s)
                        .toList());
    }

    /** This case decided. */
    RegistryCase decided(Reader by, boolean confirmed) {
        return with(confirmed ? State.CONFIRMED : State.DISMISSED, by, support);
    }

    /** This case with one more change counted. */
    RegistryCase changed() {
        return new RegistryCase(id, patient, rule, state, change + 1, opened, decidedBy, support);
    }

    private RegistryCase with(State next, @Nullable Reader by, List<Support> on) {
        return new RegistryCase(id, patient, rule, next, change, opened, by, on);
    }
}
