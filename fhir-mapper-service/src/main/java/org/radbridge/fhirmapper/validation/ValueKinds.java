package org.radbridge.fhirmapper.validation;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of which a verdict depends on the kind alone, each kind drawn so narrowly that nothing
 * else can be said of one of its values: letters, digits and a few signs, of bounded length.
 */
final class ValueKinds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    private static final String UUID_TEXT =
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern UUID_URN = Pattern.compile("urn:uuid:" + UUID_TEXT);
    private static final Pattern OID_URN =
            Pattern.compile("urn:oid:[0-2](\\.(0|[1-9][0-9]{0,38})){1,30}");
    private static final Pattern LITERAL_REFERENCE =
            Pattern.compile("([A-Z][A-Za-z]{1,40})/[A-Za-z0-9\\-.]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.\\-_^]{0,63}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()\\-]{0,30}[0-9]");
    private static final Pattern WORDS =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} .,'()\\-]{0,200}[\\p{L}\\p{N}.)])?");

    /** Free text of R4: no code, no part of a code, and nothing that rules speak of. */
    private static final Set<String> TEXTS =
            Set.of("family", "given", "line", "city", "district", "postalCode", "conclusion");

    private ValueKinds() {}

    /** The kind of a value; empty when the value itself matters. */
    static Optional<String> of(Place place, String value) {
        if (place.isResourceId()) {
            return matches(ID, value, "id");
        }
        if (place.isReference()) {
            return reference(value);
        }
        if (place.isIdentifierValue()) {
            return identifier(value);
        }
        if (place.isTelecomValue()) {
            return matches(PHONE, value, "phone");
        }
        return TEXTS.contains(place.name()) || place.isDisplayOfReference()
                ? matches(WORDS, value, "words")
                : Optional.empty();
    }

    private static Optional<String> reference(String value) {
        Matcher literal = LITERAL_REFERENCE.matcher(value);
        return literal.matches()
                ? Optional.of("to " + literal.group(1))
                : matches(UUID_URN, value, "to uuid");
    }

    private static Optional<String> identifier(String value) {
        return matches(OID_URN, value, "oid")
                .or(() -> matches(UUID_URN, value, "uuid"))
                .or(() -> matches(TOKEN, value, "token"));
    }

    private static Optional<String> matches(Pattern pattern, String value, String kind) {
        return pattern.matcher(value).matches() ? Optional.of(kind) : Optional.empty();
    }
}
