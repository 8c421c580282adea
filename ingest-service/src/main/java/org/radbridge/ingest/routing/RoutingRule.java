package org.radbridge.ingest.routing;

import java.util.List;
import java.util.Optional;
import org.radbridge.contracts.Lane;

/**
 * A rule: every series for which all of {@code when} and not all of {@code unless} hold goes to the
 * models.
 *
 * @param name unique in the file
 * @param models their names in the inference server's repository
 * @param lane the lane it demands; without one the study's own priority decides
 * @param when all must hold
 * @param unless when all of these hold, the rule does not apply; empty for always
 */
record RoutingRule(
        String name,
        List<String> models,
        Optional<Lane> lane,
        List<Condition> when,
        List<Condition> unless) {
    RoutingRule {
        models = List.copyOf(models);
        when = List.copyOf(when);
        unless = List.copyOf(unless);
    }

    boolean matches(SeriesFacts facts) {
        return Conditions.allHold(when, facts) && !isExcepted(facts);
    }

    boolean isExcepted(SeriesFacts facts) {
        return !unless.isEmpty() && Conditions.allHold(unless, facts);
    }
}
