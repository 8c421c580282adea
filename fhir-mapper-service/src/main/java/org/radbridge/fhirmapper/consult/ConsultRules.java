package org.radbridge.fhirmapper.consult;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A site's rules.
 *
 * @param version the first digits of the file's SHA-256: which text of the rules it was
 */
public record ConsultRules(List<ConsultRule> rules, String version) {
    /** Nothing is proposed. */
    public static final ConsultRules NONE = new ConsultRules(List.of(), "none");

    private static final int DIGITS = 12;
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    public ConsultRules {
        rules = List.copyOf(rules);
        Set<String> ids = new HashSet<>();
        for (ConsultRule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules are called " + rule.id());
            }
        }
    }

    private record File(List<ConsultRule> rules) {}

    /**
     * Reads a file's text.
     *
     * @param source its name, for the error message
     * @throws UncheckedIOException when it is not valid, with the place of the fault
     */
    public static ConsultRules read(String yaml, String source) {
        try {
            File file = YAML.readValue(yaml, File.class);
            return new ConsultRules(file.rules() == null ? List.of() : file.rules(), digest(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the consult rules " + source + " are not valid: " + e.getMessage(), e);
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
