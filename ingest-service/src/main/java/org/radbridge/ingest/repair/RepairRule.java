package org.radbridge.ingest.repair;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to instances of one kind.
 *
 * @param name told to operators and in metrics
 * @param conditions all of them must hold; without any, the rule applies to every instance
 * @param actions in this order
 */
record RepairRule(String name, List<RepairCondition> conditions, List<RepairAction> actions) {
    RepairRule {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
    }

    void apply(@Nullable String callingAe, Coercions coercions) {
        boolean applies =
                conditions.stream()
                        .allMatch(condition -> condition.holds(callingAe, coercions.current()));
        if (applies) {
            actions.forEach(action -> action.apply(coercions, name));
        }
    }
}
