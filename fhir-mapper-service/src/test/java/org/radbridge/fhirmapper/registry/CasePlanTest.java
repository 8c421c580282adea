package org.radbridge.fhirmapper.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.ResultState;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.registry.CaseEvidence.CaseFinding;
import org.radbridge.fhirmapper.registry.CasePlan.Change;
import org.radbridge.fhirmapper.registry.RegistryCase.State;
import org.radbridge.fhirmapper.review.Reader;
import org.radbridge.fhirmapper.rules.SiteCode;
import org.radbridge.fhirmapper.rules.Standing;

/** What becomes of a patient's cases, without a database. */
@Tag("C13")
class CasePlanTest {
    private static final SiteCode CODE = new SiteCode("urn:site", "code", "words");
    private static final RegistryRule RULE = rule("nodule");
    private static final RegistryRule OTHER = rule("mass");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Reader READER = new Reader("sub", "Dr Reader");

    private final List<RegistryCase> cases = new ArrayList<>();

    @Test
    void eachRuleThatAStudyMatchesOpensACaseAndTheSameAgainChangesNothing() {
        assertThat(change("s1", "p", said("s1", DAY), said("s1", DAY))).hasSize(2);
        assertThat(cases.stream().map(c -> c.rule().id()))
                .containsExactlyInAnyOrder("nodule", "mass");
        assertThat(change("s1", "p", said("s1", DAY), said("s1", DAY))).isEmpty();
    }

    @Test
    void aSecondStudyJoinsTheOpenCaseAndTheLatestCounts() {
        change("s1", "p", said("s1", DAY), null);
        List<Change> joined = change("s2", "p", said("s2", DAY.plusDays(9)), null);
        assertThat(joined).hasSize(1);
        assertThat(joined.getFirst().cause()).isEqualTo(said("s2", DAY.plusDays(9)));
        assertThat(cases).hasSize(1);
        assertThat(cases.getFirst().latest().study()).isEqualTo("s2");
        // One that was made before joins as well, and moves nothing.
        change("s0", "p", said("s0", DAY.minusDays(9)), null);
        assertThat(cases.getFirst().holding()).hasSize(3);
        assertThat(cases.getFirst().latest().study()).isEqualTo("s2");
        // What the latest said is gone: the one before counts.
        change("s2", "p", null, null);
        assertThat(cases.getFirst().latest().study()).isEqualTo("s1");
        assertThat(cases.getFirst().state()).isEqualTo(State.PROPOSED);
    }

    @Test
    void aCaseGoesWithItsLastEvidenceAndComesBackWithItOrAnother() {
        change("s1", "p", said("s1", DAY), null);
        change("s1", "p", null, null);
        assertThat(cases.getFirst().state()).isEqualTo(State.WITHDRAWN);
        assertThat(change("s1", "p", null, null)).isEmpty();
        change("s1", "p", said("s1", DAY), null);
        assertThat(cases.getFirst().state()).isEqualTo(State.PROPOSED);
        change("s1", "p", null, null);
        change("s2", "p", said("s2", DAY), null);
        assertThat(cases).hasSize(1);
        assertThat(cases.getFirst().state()).isEqualTo(State.PROPOSED);
        assertThat(cases.getFirst().names("s1")).isFalse();
    }

    @Test
    void whatWasDismissedStaysSoForItsStudiesAndALaterStudyOpensTheNext() {
        change("s1", "p", said("s1", DAY), null);
        decide(false);
        assertThat(change("s1", "p", null, null)).isEmpty();
        assertThat(change("s1", "p", said("s1", DAY), null)).isEmpty();
        change("s2", "p", said("s2", DAY.plusDays(200)), null);
        assertThat(cases).hasSize(2);
        assertThat(cases.getFirst().state()).isEqualTo(State.DISMISSED);
    }

    @Test
    void whatWasConfirmedIsNotTouchedButToldOnceWhenAFindingGoes() {
        change("s1", "p", said("s1", DAY), null);
        decide(true);
        RegistryCase confirmed = cases.getFirst();
        List<Change> gone = change("s1", "p", null, null);
        assertThat(gone).hasSize(1);
        assertThat(gone.getFirst().unfounded()).isTrue();
        assertThat(cases.getFirst().state()).isEqualTo(State.CONFIRMED);
        assertThat(cases.getFirst().decidedBy()).isEqualTo(READER);
        assertThat(change("s1", "p", null, null)).as("told already").isEmpty();
        List<Change> back = change("s1", "p", said("s1", DAY), null);
        assertThat(back.stream().map(Change::unfounded)).containsExactly(false);
        assertThat(cases.getFirst().support()).isEqualTo(confirmed.support());
    }

    @Test
    void ofTwoOpenCasesThatAMergeBringsTogetherTheOlderIsLeft() {
        change("s1", "p", said("s1", DAY), null);
        RegistryCase older = cases.getFirst();
        RegistryCase younger =
                new RegistryCase(
                        "younger",
                        "p",
                        RULE,
                        State.PROPOSED,
                        1,
                        older.opened().plusSeconds(60),
                        null,
                        List.of(new RegistryCase.Support(said("s2", DAY.plusDays(1)), true)));
        cases.add(younger);
        assertThat(change("", "p", null, null)).hasSize(2);
        assertThat(one(older.id()).holding()).hasSize(2);
        assertThat(one("younger").state()).isEqualTo(State.WITHDRAWN);
        assertThat(change("", "p", null, null)).isEmpty();
    }

    @Test
    void aStudyThatWasTakenForAnotherPatientsLeavesTheirCase() {
        change("s1", "p", said("s1", DAY), null);
        change("s1", "q", said("s1", DAY), null);
        assertThat(cases).hasSize(2);
        assertThat(cases.getFirst().state()).isEqualTo(State.WITHDRAWN);
        assertThat(cases.getLast().patient()).isEqualTo("q");
        assertThat(cases.getLast().state()).isEqualTo(State.PROPOSED);
    }

    @Test
    void aRuleThatIsNoLongerInForceLetsItsCasesGo() {
        change("s1", "p", said("s1", DAY), null);
        List<Change> changes =
                new CasePlan(List.of(), "s1", "p", Map.of(), Instant.EPOCH).changes(cases);
        assertThat(changes.getFirst().after().state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void aCaseIsSignedWhenAllOfItIsOrAPersonConfirmedIt() {
        change("s1", "p", said("s1", DAY), null);
        assertThat(cases.getFirst().signed()).isEqualTo(ResultState.SIGNED);
        CaseEvidence unsigned =
                new CaseEvidence(
                        "s2",
                        DAY,
                        true,
                        true,
                        false,
                        false,
                        Urgency.URGENT,
                        "text",
                        said("s2", DAY).findings());
        change("s2", "p", unsigned, null);
        assertThat(cases.getFirst().signed()).isEqualTo(ResultState.UNSIGNED);
        assertThat(cases.getFirst().primary()).isFalse();
        assertThat(cases.getFirst().urgency()).isEqualTo(Urgency.URGENT);
        decide(true);
        assertThat(cases.getFirst().signed()).isEqualTo(ResultState.SIGNED);
    }

    private List<Change> change(
            String study,
            String patient,
            @Nullable CaseEvidence nodule,
            @Nullable CaseEvidence mass) {
        Map<String, CaseEvidence> evidence = new HashMap<>();
        if (nodule != null) {
            evidence.put("nodule", nodule);
        }
        if (mass != null) {
            evidence.put("mass", mass);
        }
        List<Change> changes =
                new CasePlan(List.of(RULE, OTHER), study, patient, evidence, Instant.EPOCH)
                        .changes(cases);
        for (Change change : changes) {
            int known = index(change.after().id());
            if (known < 0) {
                cases.add(change.after());
            } else {
                assertThat(change.after().change()).isEqualTo(cases.get(known).change() + 1);
                cases.set(known, change.after());
            }
        }
        return changes;
    }

    private void decide(boolean confirmed) {
        cases.set(0, cases.getFirst().decided(READER, confirmed).changed());
    }

    private RegistryCase one(String id) {
        return cases.get(index(id));
    }

    private int index(String id) {
        return cases.stream().map(RegistryCase::id).toList().indexOf(id);
    }

    private static CaseEvidence said(String study, LocalDate day) {
        return new CaseEvidence(
                study,
                day,
                true,
                true,
                true,
                true,
                Urgency.ROUTINE,
                "text",
                List.of(new CaseFinding("o-" + study, "Nodule", List.of(), "2.25.40", "m 1")));
    }

    private static RegistryRule rule(String id) {
        return new RegistryRule(
                id,
                CODE,
                Set.of("Nodule"),
                Set.of(),
                0,
                Set.of(),
                Standing.SIGNED,
                null,
                Set.of(),
                null,
                new FollowUp(CODE, Period.ofMonths(3), Period.ofMonths(6), "CT", null));
    }
}
