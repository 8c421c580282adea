package org.radbridge.ingest.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The YAML form of the rules, and its reader. What is not understood is an error: a misspelt
 * condition must not delete what it was meant to spare.
 */
final class RetentionRulesFile {
    private static final String FOR_EVER = "forever";

    /** How far a closed study has come, or that it is kept for comparison only. */
    private static final Set<String> STATES =
            Set.of("UNROUTED", "INCOMPLETE", "ROUTED", "ANALYSED", "FAILED", "PRIOR");

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
            @Nullable List<String> modality,
            @Nullable List<String> source,
            @Nullable List<String> state,
            @Nullable String keep) {}

    private RetentionRulesFile() {}

    /** Reads rules; the source is what errors call the text. */
    static RetentionRules read(String source, String yaml) {
        Content content;
        try {
            content = YAML.readValue(yaml, Content.class);
        } catch (JsonProcessingException e) {
            throw invalid(source, String.valueOf(e.getOriginalMessage()));
        }
        List<Entry> entries = content == null ? null : content.rules();
        if (entries == null) {
            throw invalid(source, "there is no list 'rules'");
        }
        List<RetentionRule> rules = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            rules.add(rule(source + ", rule " + (i + 1), entries.get(i)));
        }
        return new RetentionRules(rules);
    }

    private static RetentionRule rule(String where, Entry entry) {
        String name = entry.name();
        if (name == null || name.isBlank()) {
            throw invalid(where, "it has no name");
        }
        Set<String> states = values(where, entry.state());
        if (!STATES.containsAll(states)) {
            throw invalid(where, "a state is one of " + STATES.stream().sorted().toList());
        }
        return new RetentionRule(
                name.strip(),
                values(where, entry.modality()),
                values(where, entry.source()),
                states,
                keep(where, entry.keep()));
    }

    private static Set<String> values(String where, @Nullable List<String> values) {
        if (values == null) {
            return Set.of();
        }
        if (values.isEmpty() || values.stream().anyMatch(v -> v == null || v.isBlank())) {
            throw invalid(where, "a condition has no value");
        }
        return Set.copyOf(values);
    }

    private static Optional<Period> keep(String where, @Nullable String keep) {
        if (FOR_EVER.equals(keep)) {
            return Optional.empty();
        }
        try {
            Period period = Period.parse(keep == null ? "" : keep);
            if (period.isNegative() || period.isZero()) {
                throw invalid(where, "keep is not longer than nothing");
            }
            return Optional.of(period);
        } catch (DateTimeParseException e) {
            throw invalid(where, "keep is a period such as P10Y or P90D, or " + FOR_EVER);
        }
    }

    private static RadbridgeException invalid(String where, String what) {
        return new RadbridgeException(RetentionFailure.RULES_INVALID, where + ": " + what);
    }
}
