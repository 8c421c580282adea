package org.radbridge.fhirmapper.search;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.SearchValue.Comparison;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The values of search parameters as they are written in URLs (R4 search, section 3.1.1.4).
 * Failures name the parameter, never the value: it may be a patient's.
 */
final class SearchValues {
    private static final Pattern PREFIXED =
            Pattern.compile("(eq|ne|gt|lt|ge|le|sa|eb|ap)([-\\d].*)");
    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{1,63}");
    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*:\\S+");

    /** {@code ap} means within a tenth. */
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    private SearchValues() {}

    static SearchValue.Token token(String name, String value) {
        List<String> parts = split(value, '|');
        return switch (parts.size()) {
            case 1 -> new SearchValue.Token(null, IndexText.bounded(plain(name, value)));
            case 2 -> {
                String system = IndexText.bounded(unescape(parts.getFirst()));
                String code = IndexText.bounded(unescape(parts.getLast()));
                if (system.isEmpty() && code.isEmpty()) {
                    throw invalid(name, "is empty");
                }
                yield new SearchValue.Token(system, code.isEmpty() ? null : code);
            }
            default -> throw invalid(name, "has too many parts");
        };
    }

    /** {@code system|code|value} of an identifier's type and value. */
    static SearchValue.Token ofType(String name, String value) {
        List<String> parts = split(value, '|').stream().map(SearchValues::unescape).toList();
        if (parts.size() != 3 || parts.get(1).isEmpty() || parts.get(2).isEmpty()) {
            throw invalid(name, "is no system|code|value");
        }
        return new SearchValue.Token(
                parts.get(0).isEmpty() ? null : IndexText.bounded(parts.get(0)),
                IndexText.bounded(IndexValues.ofType(parts.get(1), parts.get(2))));
    }

    /**
     * {@code Type/id}, an id alone, or a URL: one that begins with our base is a reference to a
     * resource here.
     *
     * @param type the type that the name says; null when it says none
     */
    static SearchValue.Link link(String name, @Nullable String type, String value, String base) {
        String plain = plain(name, value);
        String local =
                !base.isEmpty() && plain.startsWith(base + "/")
                        ? plain.substring(base.length() + 1)
                        : plain;
        if (URL.matcher(local).matches()) {
            return new SearchValue.Link("", IndexText.bounded(local));
        }
        String[] parts = local.split("/", -1);
        String id = parts[parts.length - 1];
        if (parts.length > 2
                || !ID.matcher(id).matches()
                || parts.length == 2 && !TYPE.matcher(parts[0]).matches()) {
            throw invalid(name, "is no reference");
        }
        return new SearchValue.Link(parts.length == 1 ? type : parts[0], id);
    }

    static SearchValue.Date date(String name, String value, Instant now) {
        Matcher prefixed = PREFIXED.matcher(value);
        Comparison comparison = comparison(prefixed);
        try {
            // An offset's plus sign that nobody encoded reads as a blank.
            String text = (prefixed.matches() ? prefixed.group(2) : value).replace(' ', '+');
            DateSpan.Known span = DateSpan.of(text);
            Duration margin =
                    comparison == Comparison.AP
                            ? Duration.between(span.from(), now).abs().dividedBy(10)
                            : Duration.ZERO;
            return new SearchValue.Date(
                    comparison, span.from().minus(margin), span.until().plus(margin));
        } catch (DateTimeException _) {
            throw invalid(name, "is no date");
        }
    }

    /** {@code [prefix]number[|system|code]}. */
    static SearchValue.Amount amount(String name, String value) {
        List<String> parts = split(value, '|').stream().map(SearchValues::unescape).toList();
        Matcher prefixed = PREFIXED.matcher(parts.getFirst());
        Comparison comparison = comparison(prefixed);
        String number = prefixed.matches() ? prefixed.group(2) : parts.getFirst();
        if (!NUMBER.matcher(number).matches() || parts.size() == 2 || parts.size() > 3) {
            throw invalid(name, "is no quantity");
        }
        BigDecimal exact = new BigDecimal(number);
        BigDecimal margin =
                comparison == Comparison.AP
                        ? exact.abs().multiply(TENTH)
                        : exact.ulp().multiply(new BigDecimal("0.5"));
        return new SearchValue.Amount(comparison, exact, margin, part(parts, 1), part(parts, 2));
    }

    static SearchValue.Uri uri(String name, @Nullable String modifier, String value) {
        String uri = plain(name, value);
        return switch (modifier) {
            case null -> new SearchValue.Uri(false, List.of(IndexText.bounded(uri)));
            case "below" -> new SearchValue.Uri(true, List.of(uri));
            case "above" -> new SearchValue.Uri(false, above(uri));
            default -> throw unsupported(name);
        };
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
        return split(value, ',');
    }

    /** Parts of a value, still escaped. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = unescaped(value, separator, 0); at >= 0; ) {
            parts.add(value.substring(start, at));
            start = at + 1;
            at = unescaped(value, separator, start);
        }
        parts.add(value.substring(start));
        return parts;
    }

    static RadbridgeException invalid(String name, String fault) {
        return new RadbridgeException(
                SearchFailure.INVALID_VALUE, "the value of " + name + " " + fault);
    }

    static RadbridgeException unsupported(String name) {
        return new RadbridgeException(
                SearchFailure.UNSUPPORTED_MODIFIER,
                "the modifier of " + name + " is not supported");
    }

    private static Comparison comparison(Matcher prefixed) {
        return prefixed.matches()
                ? Comparison.valueOf(prefixed.group(1).toUpperCase(Locale.ROOT))
                : Comparison.EQ;
    }

    private static @Nullable String part(List<String> parts, int at) {
        return parts.size() <= at || parts.get(at).isEmpty()
                ? null
                : IndexText.bounded(parts.get(at));
    }

    /** A URI and all that it lies below. */
    private static List<String> above(String uri) {
        List<String> all = new ArrayList<>();
        all.add(IndexText.bounded(uri));
        int authority = uri.indexOf("://");
        int first = authority < 0 ? 0 : authority + "://".length();
        for (int end = uri.lastIndexOf('/'); end > first; end = uri.lastIndexOf('/', end - 1)) {
            all.add(IndexText.bounded(uri.substring(0, end)));
        }
        return all;
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
