package org.radbridge.fhirmapper.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.registry.RegistryCase.State;
import org.radbridge.fhirmapper.registry.RegistryCase.Support;

/**
 * What a change of a study's result makes of the cases of its patient. Pure.
 *
 * @param rules those in force
 * @param study whose result changed
 * @param patient whose study it is
 * @param evidence what the result says, by the rule's id
 * @param now for cases that are new
 */
record CasePlan(
        List<RegistryRule> rules,
        String study,
        String patient,
        Map<String, CaseEvidence> evidence,
        Instant now) {
    /** What is proposed comes before what was withdrawn, the older before the younger. */
    private static final Comparator<RegistryCase> FIRST =
            Comparator.comparing(RegistryCase::state)
                    .thenComparing(RegistryCase::opened)
                    .thenComparing(RegistryCase::id);

    /**
     * A case that changes.
     *
     * @param cause what it stands on since; null when it only lost something
     * @param unfounded whether something that a person confirmed it on is gone
     */
    record Change(RegistryCase after, @Nullable CaseEvidence cause, boolean unfounded) {}

    /**
     * The changes.
     *
     * @param there the patient's cases, and those of others that name the study
     */
    List<Change> changes(List<RegistryCase> there) {
        Set<String> ids = new LinkedHashSet<>();
        rules.forEach(rule -> ids.add(rule.id()));
        there.forEach(one -> ids.add(one.rule().id()));
        List<Change> changes = new ArrayList<>();
        for (String id : ids) {
            List<RegistryCase> ofRule =
                    there.stream().filter(one -> one.rule().id().equals(id)).toList();
            strangers(ofRule).forEach(changes::add);
            List<RegistryCase> own =
                    ofRule.stream().filter(one -> one.patient().equals(patient)).toList();
            decided(own, id).forEach(changes::add);
            boolean spoken = own.stream().anyMatch(this::hasDecided);
            changes.addAll(undecided(own, id, spoken ? Optional.empty() : said(id)));
        }
        return changes.stream()
                .map(c -> new Change(c.after().changed(), c.cause(), c.unfounded()))
                .toList();
    }

    private Optional<CaseEvidence> said(String rule) {
        return Optional.ofNullable(evidence.get(rule));
    }

    private boolean hasDecided(RegistryCase one) {
        return !one.undecided() && one.names(study);
    }

    /** The study was taken for another patient's: it says nothing for theirs. */
    private Stream<Change> strangers(List<RegistryCase> ofRule) {
        List<RegistryCase> strange =
                ofRule.stream().filter(one -> !one.patient().equals(patient)).toList();
        return Stream.concat(
                strange.stream()
                        .filter(one -> one.undecided() && one.evidence(study).isPresent())
                        .map(one -> new Change(without(one), null, false)),
                strange.stream().flatMap(one -> noted(one, false)));
    }

    private Stream<Change> decided(List<RegistryCase> own, String rule) {
        return own.stream().flatMap(one -> noted(one, said(rule).isPresent()));
    }

    /** What was confirmed stays; that it lost or regained what it stands on is noted. */
    private Stream<Change> noted(RegistryCase one, boolean holds) {
        if (one.state() != State.CONFIRMED || !one.names(study)) {
            return Stream.empty();
        }
        RegistryCase next = one.noting(study, holds);
        return next.equals(one)
                ? Stream.empty()
                : Stream.of(new Change(next, null, one.holds() && !next.holds()));
    }

    /** One open case of a patient and rule: of two, which a merge brings together, one is kept. */
    private List<Change> undecided(
            List<RegistryCase> own, String rule, Optional<CaseEvidence> said) {
        List<RegistryCase> open =
                own.stream().filter(RegistryCase::undecided).sorted(FIRST).toList();
        if (open.isEmpty()) {
            return said
                    .map(found -> new Change(opened(inForce(rule), found), found, false))
                    .stream()
                    .toList();
        }
        RegistryCase kept = open.getFirst();
        List<Change> changes = new ArrayList<>();
        List<Support> holding = new ArrayList<>();
        for (RegistryCase one : open) {
            one.holding().filter(s -> !s.evidence().study().equals(study)).forEach(holding::add);
            if (one != kept && one.state() == State.PROPOSED) {
                changes.add(new Change(one.standingOn(one.rule(), List.of()), null, false));
            }
        }
        said.ifPresent(found -> holding.add(new Support(found, true)));
        RegistryRule by = said.isPresent() ? inForce(rule) : kept.rule();
        RegistryCase next = kept.standingOn(by, ordered(holding));
        if (!next.equals(kept)) {
            boolean news = !said.equals(kept.evidence(study));
            changes.add(new Change(next, news ? said.orElse(null) : null, false));
        }
        return changes;
    }

    private RegistryCase opened(RegistryRule by, CaseEvidence found) {
        return new RegistryCase(
                UUID.randomUUID().toString(),
                patient,
                by,
                State.PROPOSED,
                0,
                now,
                null,
                List.of(new Support(found, true)));
    }

    /** A rule that evidence was found by. */
    private RegistryRule inForce(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }

    private RegistryCase without(RegistryCase one) {
        return one.standingOn(
                one.rule(),
                one.holding().filter(s -> !s.evidence().study().equals(study)).toList());
    }

    private static List<Support> ordered(List<Support> holding) {
        return holding.stream().sorted(Comparator.comparing(s -> s.evidence().study())).toList();
    }
}
