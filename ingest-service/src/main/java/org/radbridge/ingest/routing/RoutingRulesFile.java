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
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Lane;
import org.radbridge.ingest.settings.SettingsException;

/**
 * The YAML form of the rules, and its reader. Everything that is not understood is an error that
 * names the rule.
 */
public final class RoutingRulesFile {
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
            @Nullable List<String> model,
            @Nullable String lane,
            @Nullable Integer instancesAtLeast,
            @Nullable Map<String, List<String>> when,
            @Nullable Map<String, List<String>> unless) {}

    private RoutingRulesFile() {}

    /**
     * Reads rules.
     *
     * @param source how errors call the text: a file name
     * @throws SettingsException when it is not a valid rules file
     */
    public static RoutingRules read(String source, String yaml) {
        Content content;
        try {
            content = YAML.readValue(yaml, Content.class);
        } catch (JsonProcessingException e) {
            throw new SettingsException(source, String.valueOf(e.getOriginalMessage()), e);
        }
        List<Entry> entries = content == null ? null : content.rules();
        if (entries == null) {
            throw new SettingsException(source, "there is no list 'rules'");
        }
        List<RoutingRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            RoutingRule rule = rule(source, i + 1, entries.get(i));
            if (!names.add(rule.name())) {
                throw new SettingsException(source, "two rules are called '" + rule.name() + "'");
            }
            rules.add(rule);
        }
        return new RoutingRules(rules);
    }

    private static RoutingRule rule(String source, int number, Entry entry) {
        String name = entry.name() == null ? "" : entry.name().strip();
        if (name.isEmpty()) {
            throw new SettingsException(source, "rule " + number + " has no name");
        }
        String rule = "rule '" + name + "'";
        Map<String, List<String>> when = entry.when();
        if (when == null || when.isEmpty()) {
            throw new SettingsException(source, rule + " has no conditions under 'when'");
        }
        List<Condition> conditions = new ArrayList<>(Conditions.read(source, rule, when));
        Integer atLeast = entry.instancesAtLeast();
        if (atLeast != null && atLeast < 1) {
            throw new SettingsException(source, rule + ": instancesAtLeast below 1");
        }
        if (atLeast != null) {
            conditions.add(new Condition.Instances(CountRange.atLeast(atLeast)));
        }
        Map<String, List<String>> unless = entry.unless();
        return new RoutingRule(
                name,
                models(source, rule, entry.model()),
                lane(source, rule, entry.lane()),
                conditions,
                unless == null ? List.of() : Conditions.read(source, rule, unless));
    }

    private static List<String> models(String source, String rule, @Nullable List<String> models) {
        if (models == null || models.isEmpty() || models.stream().anyMatch(String::isBlank)) {
            throw new SettingsException(source, rule + " has no model");
        }
        return models.stream().map(String::strip).distinct().toList();
    }

    private static Optional<Lane> lane(String source, String rule, @Nullable String lane) {
        return switch (lane) {
            case null -> Optional.empty();
            case "urgent" -> Optional.of(Lane.URGENT);
            case "routine" -> Optional.of(Lane.ROUTINE);
            default ->
                    throw new SettingsException(
                            source, rule + ": lane '" + lane + "' is not urgent or routine");
        };
    }
}
