package org.radbridge.fhirmapper.rules;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A site's rules of one kind, as a YAML file has them.
 *
 * @param version the first digits of the file's SHA-256: which text of the rules it was
 */
public record RuleSet<R extends Rule>(List<R> rules, String version) {
    private static final int DIGITS = 12;
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    public RuleSet {
        rules = List.copyOf(rules);
        Set<String> ids = new HashSet<>();
        for (R rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException("two rules are called " + rule.id());
            }
        }
    }

    private record Document<R>(@Nullable List<R> rules) {}

    /** No rules: nothing follows from anything. */
    public static <R extends Rule> RuleSet<R> none() {
        return new RuleSet<>(List.of(), "none");
    }

    /**
     * The rules of a file; none without one.
     *
     * @param kind what they are, for the error message
     * @throws UncheckedIOException when it cannot be read or is not valid
     */
    public static <R extends Rule> RuleSet<R> load(Optional<Path> file, String kind, Class<R> of) {
        return file.map(
                        path -> {
                            try {
                                return read(Files.readString(path), kind + " " + path, of);
                            } catch (IOException e) {
                                throw new UncheckedIOException(
                                        "cannot read the " + kind + " " + path, e);
                            }
                        })
                .orElseGet(RuleSet::none);
    }

    /**
     * Reads a file's text.
     *
     * @param source what it is and its name, for the error message
     * @throws UncheckedIOException when it is not valid, with the place of the fault
     */
    public static <R extends Rule> RuleSet<R> read(String yaml, String source, Class<R> of) {
        try {
            Document<R> document =
                    YAML.readValue(
                            yaml,
                            YAML.getTypeFactory().constructParametricType(Document.class, of));
            List<R> rules = document.rules();
            return new RuleSet<>(rules == null ? List.of() : rules, digest(yaml));
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "the " + source + " are not valid: " + e.getMessage(),
                    e instanceof IOException io ? io : new IOException(e));
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
