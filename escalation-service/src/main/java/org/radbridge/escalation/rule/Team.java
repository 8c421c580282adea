package org.radbridge.escalation.rule;

import java.util.List;

/**
 * An on-call team and its ladder.
 *
 * @param name the team's name, unique in the policy
 * @param ladder whom to alert, in order; at least one rung
 */
public record Team(String name, List<Rung> ladder) {
    public Team {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a team has no name");
        }
        if (ladder == null || ladder.isEmpty()) {
            throw new IllegalArgumentException("the ladder of team " + name + " has no rung");
        }
        ladder = List.copyOf(ladder);
    }
}
