package org.radbridge.fhirmapper.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The service's sources, where they say what no value does. */
final class Sources {
    private static final Path ROOT = Path.of("src/main/java/org/radbridge/fhirmapper");

    private Sources() {}

    /** A file below the service's package. */
    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first groups of all matches in a file. */
    static Stream<String> found(String file, String pattern) {
        return Pattern.compile(pattern).matcher(text(file)).results().map(match -> match.group(1));
    }

    /** The constants of an enum in a file, each with its javadoc. */
    static List<List<String>> constants(String file, Class<?> type) {
        String source = text(file);
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .map(name -> List.of(name, comment(source, name)))
                .toList();
    }

    private static String comment(String source, String constant) {
        Matcher declared =
                Pattern.compile(
                                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+" + constant + "\\b",
                                Pattern.DOTALL)
                        .matcher(source);
        if (!declared.find()) {
            throw new IllegalStateException(constant + " has no javadoc");
        }
        return declared.group(1)
                .replaceAll("\\s*\\n\\s*\\*?\\s*", " ")
                .replaceAll("[:;] see \\{@link [^}]*}", "")
                .strip();
    }
}
