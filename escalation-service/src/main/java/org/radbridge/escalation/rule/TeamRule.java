package org.radbridge.escalation.rule;

import java.util.Set;

/**
 * Which findings go to which team.
 *
 * @param name the rule's name
 * @param labels the labels of the models' findings; {@code *} for any
 * @param team the team's name
 */
public record TeamRule(String name, Set<String> labels, String team) {
    private static final String ANY = "*";

    public TeamRule {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a rule has no name");
        }
        if (labels == null || labels.isEmpty()) {
            throw new IllegalArgumentException("the rule " + name + " names no labels");
        }
        if (team == null || team.isBlank()) {
            throw new IllegalArgumentException("the rule " + name + " names no team");
        }
        labels = Set.copyOf(labels);
    }

    boolean covers(String label) {
        return labels.contains(ANY) || labels.contains(label);
    }

    boolean coversAll() {
        return labels.contains(ANY);
    }
}
