package org.radbridge.escalation.rule;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the policy's YAML; every fault is told with the place it stands at. */
public final class EscalationPolicyReader {
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private EscalationPolicyReader() {}

    /**
     * Reads a policy.
     *
     * @param yaml the text
     * @param source its name, for the error message
     * @throws UncheckedIOException when it cannot be read or is not a valid policy
     */
    public static EscalationPolicy read(InputStream yaml, String source) {
        try {
            return YAML.readValue(yaml, EscalationPolicy.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the escalation policy " + source + " is not valid: " + e.getMessage(), e);
        }
    }
}
