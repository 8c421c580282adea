package org.radbridge.ingest.routing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.settings.SettingsException;

/**
 * The {@code when} of a rule or policy. What is not understood is an error that names the rule: a
 * misspelt condition must not silently match every study.
 */
public final class Conditions {
    private Conditions() {}

    /**
     * Reads conditions, in the order in which they are written.
     *
     * @param source how errors call the file
     * @param rule how errors call the rule
     * @throws SettingsException when one is not understood
     */
    public static List<Condition> read(
            String source, String rule, Map<String, List<String>> written) {
        return written.entrySet().stream()
                .map(entry -> condition(source, rule, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Whether all hold. */
    public static boolean allHold(List<Condition> conditions, SeriesFacts facts) {
        return conditions.stream().allMatch(condition -> condition.holds(facts));
    }

    private static Condition condition(
            String source, String rule, String name, @Nullable List<String> values) {
        if (values == null || values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
            throw new SettingsException(source, rule + ": '" + name + "' has no value");
        }
        return switch (name) {
            case Condition.Instances.NAME ->
                    new Condition.Instances(
                            parsed(source, rule, name, CountRange::parse, values).getFirst());
            case Condition.Age.NAME ->
                    new Condition.Age(parsed(source, rule, name, AgeRange::parse, values));
            case Condition.Received.NAME ->
                    new Condition.Received(parsed(source, rule, name, TimeWindow::parse, values));
            default ->
                    new Condition.OneOf(
                            attribute(source, rule, name),
                            values.stream().map(ValuePattern::of).toList());
        };
    }

    private static Attribute attribute(String source, String rule, String name) {
        return Attribute.ofYamlName(name)
                .orElseThrow(() ->
                        new SettingsException(
                                source, rule + ": '" + name + "' is not one of " + names()));
    }

    private static <T> List<T> parsed(
            String source,
            String rule,
            String name,
            Function<String, T> parser,
            List<String> values) {
        try {
            return values.stream().map(parser).toList();
        } catch (IllegalArgumentException e) {
            throw new SettingsException(source, rule + ": " + name + ": " + e.getMessage(), e);
        }
    }

    private static String names() {
        return Stream.concat(
                        Stream.of(Attribute.values()).map(Attribute::yamlName),
                        Stream.of(
                                Condition.Instances.NAME,
                                Condition.Age.NAME,
                                Condition.Received.NAME))
                .collect(Collectors.joining(", "));
    }
}
