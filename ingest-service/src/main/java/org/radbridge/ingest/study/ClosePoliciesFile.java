package org.radbridge.ingest.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.evidence.EvidenceKind;
import org.radbridge.ingest.routing.Condition;
import org.radbridge.ingest.routing.Conditions;
import org.radbridge.ingest.settings.SettingsException;
import org.radbridge.ingest.study.ClosePolicy.Withhold;

/** The YAML form of close policies, and its reader. */
final class ClosePoliciesFile {
    private static final String NEVER = "never";
    private static final String QUIET = "quiet";
    private static final Duration MISSING_WAIT = Duration.ofMinutes(30);
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** The whole file. */
    @RegisterForReflection
    record Content(@Nullable List<Entry> policies) {}

    /** One policy as written. */
    @RegisterForReflection
    record Entry(
            @Nullable String name,
            @Nullable Map<String, List<String>> when,
            @Nullable Map<String, String> closeOn,
            @Nullable Missing missing) {}

    /** What happens to partial studies, as written. */
    @RegisterForReflection
    record Missing(@JsonProperty("wait") @Nullable String patience, @Nullable String withhold) {}

    private ClosePoliciesFile() {}

    /**
     * Reads policies.
     *
     * @param source how errors call the text: a file name
     * @param quietPeriod the quiet period of a policy that names none
     * @throws SettingsException when it is not a valid file
     */
    static ClosePolicies read(String source, String yaml, Duration quietPeriod) {
        List<Entry> entries;
        try {
            Content content = YAML.readValue(yaml, Content.class);
            entries = content == null ? null : content.policies();
        } catch (JsonProcessingException e) {
            throw new SettingsException(source, String.valueOf(e.getOriginalMessage()), e);
        }
        if (entries == null || entries.isEmpty()) {
            throw new SettingsException(source, "there is no list 'policies'");
        }
        List<ClosePolicy> policies = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            ClosePolicy policy = policy(source, i + 1, entries.get(i), quietPeriod);
            boolean last = i == entries.size() - 1;
            if (policy.when().isEmpty() != last) {
                throw new SettingsException(
                        source,
                        last
                                ? "the last policy has to apply to every study: leave out its 'when'"
                                : "policy '"
                                        + policy.name()
                                        + "' has no 'when': those after it never apply");
            }
            policies.add(policy);
        }
        return new ClosePolicies(policies);
    }

    private static ClosePolicy policy(
            String source, int number, Entry entry, Duration quietPeriod) {
        String name = entry.name() == null ? "" : entry.name().strip();
        if (name.isEmpty()) {
            throw new SettingsException(source, "policy " + number + " has no name");
        }
        String policy = "policy '" + name + "'";
        Map<String, List<String>> when = entry.when();
        List<Condition> conditions =
                when == null ? List.of() : Conditions.read(source, policy, when);
        Map<EvidenceKind, Duration> closeOn = new EnumMap<>(EvidenceKind.class);
        Optional<Duration> quiet = Optional.of(quietPeriod);
        Map<String, String> written = entry.closeOn();
        if (written == null || written.isEmpty()) {
            throw new SettingsException(source, policy + " has nothing under 'closeOn'");
        }
        for (Map.Entry<String, String> on : written.entrySet()) {
            String where = policy + ": " + on.getKey();
            if (on.getKey().equals(QUIET)) {
                quiet =
                        on.getValue().equals(NEVER)
                                ? Optional.empty()
                                : Optional.of(duration(source, where, on.getValue()));
            } else {
                closeOn.put(
                        kind(source, policy, on.getKey()), duration(source, where, on.getValue()));
            }
        }
        return new ClosePolicy(
                name,
                conditions,
                closeOn,
                quiet,
                missingWait(source, policy, entry.missing()),
                withhold(source, policy, entry.missing()));
    }

    private static EvidenceKind kind(String source, String policy, String name) {
        return EvidenceKind.ofWireName(name)
                .orElseThrow(() ->
                        new SettingsException(
                                source,
                                policy
                                        + ": '"
                                        + name
                                        + "' is not one of mpps, ian, count, hl7-status, quiet"));
    }

    private static Duration missingWait(String source, String policy, @Nullable Missing missing) {
        return missing == null || missing.patience() == null
                ? MISSING_WAIT
                : duration(source, policy + ": missing.wait", missing.patience());
    }

    private static Withhold withhold(String source, String policy, @Nullable Missing missing) {
        return switch (missing == null ? null : missing.withhold()) {
            case null -> Withhold.STUDY;
            case "study" -> Withhold.STUDY;
            case "series" -> Withhold.SERIES;
            default ->
                    throw new SettingsException(
                            source, policy + ": missing.withhold is not study or series");
        };
    }

    /** ISO 8601, with or without its PT: {@code 30s}, {@code 10m}, {@code PT1H}. */
    private static Duration duration(String source, String where, String text) {
        String iso = text.strip().toUpperCase(java.util.Locale.ROOT);
        try {
            Duration duration = Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new SettingsException(source, where + ": '" + text + "' is not a duration", e);
        }
        throw new SettingsException(source, where + " is negative");
    }
}
