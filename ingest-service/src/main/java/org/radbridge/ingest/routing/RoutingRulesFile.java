package org.radbridge.ingest.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Lane;

/**
 * The YAML form of the rules, and its reader. Everything that is not understood is an error that
 * names the rule: a misspelt condition must not silently match every study.
 */
final class RoutingRulesFile {
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** The whole file. */
    @RegisterForReflection
    record Content(@Nullable List<Entry> rules) {}

    /** One rule as written. */
    @RegisterForReflection
    record Entry(
            @Nullable String name,
            @Nullable String model,
            @Nullable String lane,
            @Nullable Integer instancesAtLeast,
            @Nullable Map<String, List<String>> when) {}

    private RoutingRulesFile() {}

    /**
     * Reads rules.
     *
     * @param source how errors call the text: a file name
     * @throws RoutingRulesException when it is not a valid rules file
     */
    static RoutingRules read(String source, String yaml) {
        Content content;
        try {
            content = YAML.readValue(yaml, Content.class);
        } catch (JsonProcessingException e) {
            throw new RoutingRulesException(source, String.valueOf(e.getOriginalMessage()), e);
        }
        List<Entry> entries = content == null ? null : content.rules();
        if (entries == null) {
            throw new RoutingRulesException(source, "there is no list 'rules'", null);
        }
        List<RoutingRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            RoutingRule rule = rule(source, i + 1, entries.get(i));
            if (!names.add(rule.name())) {
                throw new RoutingRulesException(
                        source, "two rules are called '" + rule.name() + "'", null);
            }
            rules.add(rule);
        }
        return new RoutingRules(rules);
    }

    private static RoutingRule rule(String source, int number, Entry entry) {
        String name = text(source, "rule " + number, "name", entry.name());
        String rule = "rule '" + name + "'";
        Map<String, List<String>> when = entry.when();
        if (when == null || when.isEmpty()) {
            throw new RoutingRulesException(source, rule + " has no conditions under 'when'", null);
        }
        int atLeast = entry.instancesAtLeast() == null ? 1 : entry.instancesAtLeast();
        if (atLeast < 1) {
            throw new RoutingRulesException(source, rule + ": instancesAtLeast below 1", null);
        }
        List<Condition> conditions =
                when.entrySet().stream()
                        .map(c -> condition(source, rule, c.getKey(), c.getValue()))
                        .toList();
        String model = text(source, rule, "model", entry.model());
        return new RoutingRule(name, model, lane(source, rule, entry.lane()), atLeast, conditions);
    }

    private static Condition condition(
            String source, String rule, String name, @Nullable List<String> values) {
        Attribute attribute =
                Attribute.ofYamlName(name)
                        .orElseThrow(() ->
                                new RoutingRulesException(
                                        source,
                                        rule + ": '" + name + "' is not one of " + names(),
                                        null));
        if (values == null || values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
            throw new RoutingRulesException(source, rule + ": '" + name + "' has no value", null);
        }
        return new Condition(attribute, values.stream().map(ValuePattern::of).toList());
    }

    private static Optional<Lane> lane(String source, String rule, @Nullable String lane) {
        return switch (lane) {
            case null -> Optional.empty();
            case "urgent" -> Optional.of(Lane.URGENT);
            case "routine" -> Optional.of(Lane.ROUTINE);
            default ->
                    throw new RoutingRulesException(
                            source, rule + ": lane '" + lane + "' is not urgent or routine", null);
        };
    }

    private static String text(String source, String rule, String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new RoutingRulesException(source, rule + " has no " + field, null);
        }
        return value.strip();
    }

    private static String names() {
        return Stream.of(Attribute.values())
                .map(Attribute::yamlName)
                .collect(Collectors.joining(", "));
    }
}
