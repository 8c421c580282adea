package org.radbridge.ingest.routing;

import java.util.List;
import java.util.Optional;
import org.radbridge.contracts.Lane;

/**
 * A rule: every series for which all conditions hold goes to the model.
 *
 * @param name unique in the file
 * @param model the model's name in the inference server's repository
 * @param lane the lane it demands; without one the study's own priority decides
 * @param instancesAtLeast how many instances a series must have: a localizer has few
 * @param conditions all must hold
 */
record RoutingRule(
        String name,
        String model,
        Optional<Lane> lane,
        int instancesAtLeast,
        List<Condition> conditions) {
    RoutingRule {
        conditions = List.copyOf(conditions);
    }

    boolean matches(SeriesFacts facts) {
        return facts.instances() >= instancesAtLeast
                && conditions.stream().allMatch(condition -> condition.holds(facts));
    }
}
