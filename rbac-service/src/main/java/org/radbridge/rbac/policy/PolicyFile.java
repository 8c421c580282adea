package org.radbridge.rbac.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AccessAction;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.ResultState;

/** Reads the policy's YAML: per role a list of grants, each for several resources. */
final class PolicyFile {
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build();

    private PolicyFile() {}

    private record Document(@JsonProperty(required = true) List<Role> roles) {}

    private record Role(
            @JsonProperty(required = true) String role,
            @JsonProperty(required = true) List<Grant> grants) {}

    private record Grant(
            @JsonProperty(required = true) List<String> resources,
            @Nullable List<ResultState> states,
            @Nullable List<String> elements,
            boolean primaryOnly,
            boolean ownPatientOnly,
            @Nullable List<AccessAction> actions) {
        List<ResultState> statesOrBoth() {
            return states == null ? List.of(ResultState.values()) : states;
        }

        List<String> elementsOrAll() {
            return elements == null ? List.of("*") : elements;
        }
    }

    /**
     * The rules of a file, in its order.
     *
     * @throws InvalidPolicyException when it is not a valid policy, with every fault named
     */
    static List<AccessRule> read(String yaml) {
        List<AccessRule> rules = rules(document(yaml).roles());
        List<String> faults = PolicyVocabulary.faults(rules);
        if (!faults.isEmpty()) {
            throw new InvalidPolicyException(faults);
        }
        return rules;
    }

    private static Document document(String yaml) {
        try {
            return YAML.readValue(yaml, Document.class);
        } catch (JsonProcessingException e) {
            throw new InvalidPolicyException(List.of(e.getMessage()));
        }
    }

    private static List<AccessRule> rules(List<Role> roles) {
        List<AccessRule> rules = new ArrayList<>();
        for (Role role : roles) {
            for (Grant grant : role.grants()) {
                grant.resources().forEach(r -> rules.add(rule(role.role(), r, grant)));
            }
        }
        return rules;
    }

    private static AccessRule rule(String role, String resource, Grant grant) {
        try {
            return new AccessRule(
                    role,
                    resource,
                    grant.statesOrBoth(),
                    grant.elementsOrAll(),
                    grant.primaryOnly(),
                    grant.ownPatientOnly(),
                    grant.actions());
        } catch (IllegalArgumentException e) {
            throw new InvalidPolicyException(
                    List.of(role + " → " + resource + ": " + e.getMessage()));
        }
    }
}
