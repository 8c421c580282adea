package org.radbridge.escalation.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The whole policy: rules in order, the first that covers a label decides. The last rule covers
 * every label, so that no critical finding is without a team.
 *
 * @param rules at least one
 * @param teams the teams that rules name
 */
public record EscalationPolicy(List<TeamRule> rules, List<Team> teams) {
    public EscalationPolicy {
        rules = rules == null ? List.of() : List.copyOf(rules);
        teams = teams == null ? List.of() : List.copyOf(teams);
        if (rules.isEmpty() || !rules.getLast().coversAll()) {
            throw new IllegalArgumentException(
                    "the last rule has to cover every label (labels: [\"*\"]), so that no critical"
                            + " finding is without a team");
        }
        Map<String, Long> occurrences =
                teams.stream().collect(Collectors.groupingBy(Team::name, Collectors.counting()));
        occurrences.forEach((name, count) -> {
            if (count > 1) {
                throw new IllegalArgumentException("team " + name + " is there twice");
            }
        });
        for (TeamRule rule : rules) {
            if (!occurrences.containsKey(rule.team())) {
                throw new IllegalArgumentException(
                        "the rule " + rule.name() + " names an unknown team " + rule.team());
            }
        }
    }

    /** The team for a finding's label. */
    public Team teamFor(String label) {
        String name =
                rules.stream().filter(rule -> rule.covers(label)).findFirst().orElseThrow().team();
        return teams.stream().filter(team -> team.name().equals(name)).findFirst().orElseThrow();
    }

    /** The webhooks that ladders name: each has to be configured. */
    public Set<String> webhooks() {
        return teams.stream()
                .flatMap(team -> team.ladder().stream())
                .map(Rung::webhook)
                .collect(Collectors.toUnmodifiableSet());
    }
}
