package org.radbridge.ingest.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a study goes where it goes. It can be shown to those who may see no patient data: values that
 * a person typed, and ages, are left out.
 *
 * @param routing what is decided
 * @param rules all rules, in the order of the file
 */
@RegisterForReflection
public record RoutingExplanation(Routing routing, List<Rule> rules) {

    /**
     * What one rule makes of the study.
     *
     * @param matches whether it sends at least one series to its models
     */
    @RegisterForReflection
    public record Rule(String name, List<String> models, boolean matches, List<Series> series) {}

    /**
     * What one rule makes of one series.
     *
     * @param matches whether the rule sends it to its models
     * @param excepted whether {@code unless} holds
     */
    @RegisterForReflection
    public record Series(
            String seriesInstanceUid,
            boolean matches,
            boolean excepted,
            List<Outcome> conditions) {}

    /**
     * One condition for one series.
     *
     * @param condition its name in the file; of an exception: {@code unless …}
     * @param wanted what the file asks for
     * @param found what the series says; null when that may not be shown
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(String condition, String wanted, @Nullable String found, boolean holds) {}

    static Rule ofRule(RoutingRule rule, Collection<SeriesFacts> study) {
        List<Series> series = study.stream().map(facts -> ofSeries(rule, facts)).toList();
        boolean matches = series.stream().anyMatch(Series::matches);
        return new Rule(rule.name(), rule.models(), matches, series);
    }

    private static Series ofSeries(RoutingRule rule, SeriesFacts facts) {
        List<Outcome> outcomes =
                Stream.concat(
                                rule.when().stream().map(c -> outcome("", c, facts)),
                                rule.unless().stream().map(c -> outcome("unless ", c, facts)))
                        .toList();
        return new Series(
                facts.seriesInstanceUid(), rule.matches(facts), rule.isExcepted(facts), outcomes);
    }

    private static Outcome outcome(String prefix, Condition condition, SeriesFacts facts) {
        return new Outcome(
                prefix + condition.name(),
                condition.wanted(),
                condition.found(facts).orElse(null),
                condition.holds(facts));
    }
}
