package org.radbridge.fhirmapper.search;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.radbridge.fhirmapper.search.Criterion.DateComparison;
import org.radbridge.fhirmapper.search.Criterion.DateValue;
import org.radbridge.fhirmapper.search.Criterion.LinkValue;
import org.radbridge.fhirmapper.search.Criterion.TokenValue;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The values of search parameters as they are written in URLs (R4 search, section 3.1.1.4).
 * Failures name the parameter, never the value: it may be a patient's.
 */
final class SearchValues {
    private static final Pattern PREFIX = Pattern.compile("(eq|ne|gt|lt|ge|le|sa|eb)\\d.*");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

    private SearchValues() {}

    static TokenValue token(String name, String value) {
        int bar = unescaped(value, '|', 0);
        if (bar < 0) {
            return new TokenValue(null, plain(name, value));
        }
        String system = unescape(value.substring(0, bar));
        String code = unescape(value.substring(bar + 1));
        if (system.isEmpty() && code.isEmpty()) {
            throw invalid(name, "is empty");
        }
        return new TokenValue(system, code.isEmpty() ? null : code);
    }

    /** {@code Type/id}, an id alone, or a URL that ends so. */
    static LinkValue link(String name, String value) {
        String[] parts = plain(name, value).split("/");
        String id = parts[parts.length - 1];
        if (!ID.matcher(id).matches()) {
            throw invalid(name, "is no reference");
        }
        return new LinkValue(parts.length == 1 ? null : parts[parts.length - 2], id);
    }

    static DateValue date(String name, String value) {
        boolean prefixed = PREFIX.matcher(value).matches();
        DateComparison comparison =
                prefixed
                        ? DateComparison.valueOf(value.substring(0, 2).toUpperCase(Locale.ROOT))
                        : DateComparison.EQ;
        try {
            DateSpan span = DateSpan.of(prefixed ? value.substring(2) : value);
            return new DateValue(comparison, span.from(), span.until());
        } catch (DateTimeException _) {
            throw invalid(name, "is no date");
        }
    }

    static boolean bool(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "is neither true nor false");
        };
    }

    static int count(String name, String value) {
        if (!value.matches("\\d{1,6}")) {
            throw invalid(name, "is no number");
        }
        return Integer.parseInt(value);
    }

    static String plain(String name, String value) {
        if (value.isBlank()) {
            throw invalid(name, "is empty");
        }
        return unescape(value);
    }

    /** Alternatives: separated by commas that no backslash precedes. */
    static List<String> alternatives(String value) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int comma = unescaped(value, ',', 0); comma >= 0; ) {
            parts.add(value.substring(start, comma));
            start = comma + 1;
            comma = unescaped(value, ',', start);
        }
        parts.add(value.substring(start));
        return parts;
    }

    static RadbridgeException invalid(String name, String fault) {
        return new RadbridgeException(
                SearchFailure.INVALID_VALUE, "the value of " + name + " " + fault);
    }

    private static int unescaped(String text, char wanted, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String unescape(String text) {
        return text.replaceAll("\\\\([,|$\\\\])", "$1");
    }
}
