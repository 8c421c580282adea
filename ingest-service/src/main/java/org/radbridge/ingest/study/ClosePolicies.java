package org.radbridge.ingest.study;

import java.util.List;
import org.radbridge.ingest.routing.SeriesFacts;

/**
 * The close policies in force: the first that applies counts.
 *
 * @param policies the last of them applies to every study
 */
record ClosePolicies(List<ClosePolicy> policies) {
    ClosePolicies {
        policies = List.copyOf(policies);
        if (policies.isEmpty() || !policies.getLast().when().isEmpty()) {
            throw new IllegalArgumentException("the last policy applies to every study");
        }
    }

    ClosePolicy of(List<SeriesFacts> study) {
        return policies.stream()
                .filter(policy -> policy.appliesTo(study))
                .findFirst()
                .orElseGet(policies::getLast);
    }
}
