package org.radbridge.dicom.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type, or a range of them in Accept (RFC 9110 section 8.3).
 *
 * @param type type and subtype in lower case: {@code multipart/related}, {@code application/*}
 * @param parameters names in lower case, values as sent without their quotes
 */
public record MediaType(String type, Map<String, String> parameters) {

    public static final String MULTIPART_RELATED = "multipart/related";
    public static final String APPLICATION_DICOM = "application/dicom";
    public static final String APPLICATION_DICOM_JSON = "application/dicom+json";
    public static final String APPLICATION_OCTET_STREAM = "application/octet-stream";

    public MediaType {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads one media type.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static MediaType parse(String text) {
        List<MediaType> types = parseList(text);
        if (types.size() != 1) {
            throw new IllegalArgumentException("not one media type");
        }
        return types.getFirst();
    }

    /**
     * Reads a list parted by commas, as in Accept; order is kept, quality is a parameter ({@link
     * #quality()}).
     */
    public static List<MediaType> parseList(String text) {
        List<MediaType> types = new ArrayList<>();
        for (String element : split(text, ',')) {
            if (!element.isBlank()) {
                types.add(parseOne(element));
            }
        }
        return types;
    }

    private static MediaType parseOne(String text) {
        List<String> pieces = split(text, ';');
        String type = pieces.getFirst().strip().toLowerCase(Locale.ROOT);
        int slash = type.indexOf('/');
        if (slash <= 0 || slash == type.length() - 1) {
            throw new IllegalArgumentException("a media type is type/subtype");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            int equals = piece.indexOf('=');
            if (equals > 0) {
                String name = piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.putIfAbsent(name, unquoted(piece.substring(equals + 1).strip()));
            }
        }
        return new MediaType(type, parameters);
    }

    /** Splits outside quoted strings. */
    private static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char current = text.charAt(i);
            if (current == '\\' && quoted && i + 1 < text.length()) {
                piece.append(current).append(text.charAt(++i));
                continue;
            }
            if (current == '"') {
                quoted = !quoted;
            }
            if (current == separator && !quoted) {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(current);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static String unquoted(String value) {
        if (value.length() < 2
                || value.charAt(0) != '"'
                || value.charAt(value.length() - 1) != '"') {
            return value;
        }
        return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The weight {@code q} of Accept, 1 when absent or no number. */
    public double quality() {
        return parameter("q")
                .filter(text -> text.matches("[01](\\.\\d{0,3})?"))
                .map(Double::valueOf)
                .orElse(1.0);
    }

    /** True when this range takes {@code other}, a type without parameters. */
    public boolean accepts(String other) {
        return type.equals("*/*")
                || type.equals(other)
                || type.endsWith("/*") && other.startsWith(type.substring(0, type.length() - 1));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type);
        parameters.forEach((name, value) ->
                text.append("; ").append(name).append('=').append(quotedIfNeeded(value)));
        return text.toString();
    }

    private static String quotedIfNeeded(String value) {
        boolean token = value.matches("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");
        return token ? value : '"' + value.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }
}
