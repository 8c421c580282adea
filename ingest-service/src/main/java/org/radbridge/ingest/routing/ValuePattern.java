package org.radbridge.ingest.routing;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with the wildcards {@code *} (any characters) and {@code ?} (one character); case and
 * spaces around do not count.
 */
record ValuePattern(String text, Pattern pattern) {

    static ValuePattern of(String text) {
        String regex =
                text.strip()
                        .codePoints()
                        .mapToObj(Character::toString)
                        .map(character ->
                                switch (character) {
                                    case "*" -> ".*";
                                    case "?" -> ".";
                                    default -> Pattern.quote(character);
                                })
                        .collect(Collectors.joining());
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
        return new ValuePattern(text, Pattern.compile(regex, flags));
    }

    boolean matches(String value) {
        return pattern.matcher(value.strip()).matches();
    }
}
