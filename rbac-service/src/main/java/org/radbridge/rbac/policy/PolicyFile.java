package org.radbridge.rbac.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.radbridge.contracts.AccessRule;
import org.radbridge.contracts.ResultState;

/** Reads the policy's YAML: role → resource → what of it. */
final class PolicyFile {
    private static final int VERSION = 1;
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build();

    private PolicyFile() {}

    private record Document(
            @JsonProperty(required = true) int version,
            @JsonProperty(required = true) Map<String, Map<String, Grant>> roles) {}

    private record Grant(
            @JsonProperty(required = true) List<ResultState> states,
            @JsonProperty(required = true) List<String> elements,
            boolean primaryOnly,
            boolean ownPatientOnly) {}

    /**
     * The rules of a file, in its order.
     *
     * @throws InvalidPolicyException when it is not a valid policy, with every fault named
     */
    static List<AccessRule> read(String yaml) {
        Document document;
        try {
            document = YAML.readValue(yaml, Document.class);
        } catch (JsonProcessingException e) {
            throw new InvalidPolicyException(List.of(e.getMessage()));
        }
        if (document.version() != VERSION) {
            throw new InvalidPolicyException(
                    List.of("version " + document.version() + " of the format is not known"));
        }
        List<AccessRule> rules = rules(document.roles());
        List<String> faults = PolicyVocabulary.faults(rules);
        if (!faults.isEmpty()) {
            throw new InvalidPolicyException(faults);
        }
        return rules;
    }

    private static List<AccessRule> rules(Map<String, Map<String, Grant>> roles) {
        List<AccessRule> rules = new ArrayList<>();
        roles.forEach((role, grants) ->
                grants.forEach((resource, grant) -> rules.add(rule(role, resource, grant))));
        return rules;
    }

    private static AccessRule rule(String role, String resource, Grant grant) {
        try {
            return new AccessRule(
                    role,
                    resource,
                    grant.states(),
                    grant.elements(),
                    grant.primaryOnly(),
                    grant.ownPatientOnly());
        } catch (IllegalArgumentException e) {
            throw new InvalidPolicyException(
                    List.of(role + " → " + resource + ": " + e.getMessage()));
        }
    }
}
