package org.radbridge.ingest.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.RoutedModel;

/**
 * The rules in force. All rules are tried; a model that several choose is run once, on all series
 * that they chose, under the name of the first.
 */
public record RoutingRules(List<RoutingRule> rules) {
    /**
     * Of Requested Procedure Priority (0040,1003) and the retired Study Priority ID (0032,000C).
     */
    private static final Set<String> URGENT_PRIORITIES = Set.of("STAT", "HIGH");

    public RoutingRules {
        rules = List.copyOf(rules);
    }

    /** Applies the rules to all series of a study. */
    public Routing route(Collection<SeriesFacts> study) {
        Map<String, RoutedModel> models = new LinkedHashMap<>();
        boolean urgent = study.stream().anyMatch(facts -> isUrgent(facts.priority()));
        for (RoutingRule rule : rules) {
            List<String> matched =
                    study.stream()
                            .filter(rule::matches)
                            .map(SeriesFacts::seriesInstanceUid)
                            .toList();
            if (matched.isEmpty()) {
                continue;
            }
            urgent |= rule.lane().filter(Lane.URGENT::equals).isPresent();
            for (String model : rule.models()) {
                models.merge(
                        model, new RoutedModel(model, rule.name(), matched), RoutingRules::merged);
            }
        }
        return new Routing(List.copyOf(models.values()), urgent ? Lane.URGENT : Lane.ROUTINE);
    }

    /** Why {@link #route} decides as it does: every rule, every series, every condition. */
    public RoutingExplanation explain(Collection<SeriesFacts> study) {
        return new RoutingExplanation(
                route(study),
                rules.stream().map(rule -> RoutingExplanation.ofRule(rule, study)).toList());
    }

    private static RoutedModel merged(RoutedModel first, RoutedModel other) {
        List<String> series = new ArrayList<>(first.seriesInstanceUids());
        other.seriesInstanceUids().stream().filter(s -> !series.contains(s)).forEach(series::add);
        return new RoutedModel(first.model(), first.rule(), series);
    }

    private static boolean isUrgent(@Nullable String priority) {
        return priority != null
                && URGENT_PRIORITIES.contains(priority.strip().toUpperCase(Locale.ROOT));
    }
}
