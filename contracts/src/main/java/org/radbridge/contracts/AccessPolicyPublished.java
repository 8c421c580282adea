package org.radbridge.contracts;

import java.time.Instant;
import java.util.List;

/**
 * The whole access policy, as every service enforces it. The topic is compacted and holds one key,
 * so that a service that starts reads the policy in force.
 *
 * @param version grows with every change
 * @param publishedAt when
 * @param rules what is granted; what no rule grants is denied
 */
public record AccessPolicyPublished(long version, Instant publishedAt, List<AccessRule> rules)
        implements Event {
    public AccessPolicyPublished {
        Required.value("publishedAt", publishedAt);
        rules = List.copyOf(Required.value("rules", rules));
    }

    @Override
    public EventType type() {
        return EventType.ACCESS_POLICY_PUBLISHED;
    }

    @Override
    public String key() {
        return "access-policy";
    }
}
