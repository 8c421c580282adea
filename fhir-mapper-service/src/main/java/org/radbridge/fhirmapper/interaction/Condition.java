package org.radbridge.fhirmapper.interaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.fhirmapper.search.Criterion;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchReader;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.search.SearchValue;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What a conditional interaction is about: the one resource that a search finds (R4 http,
 * 3.1.0.8.1).
 *
 * @param type the resource type
 * @param parameters of the search; never empty
 */
public record Condition(String type, List<Given> parameters) {

    /** One match, or several: more need not be known. */
    private static final Given COUNT = new Given("_count", "2");

    /**
     * Checks that there is something to search by.
     *
     * @throws RadbridgeException {@code fhir-condition-missing}
     */
    public Condition {
        parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new RadbridgeException(
                    WriteFailure.CONDITION_MISSING, "without one, everything would be meant");
        }
    }

    /**
     * Reads {@code name=value&name=value}, as in If-None-Exist.
     *
     * @throws RadbridgeException {@code invalid-request} when it is not well formed
     */
    public static Condition parse(String type, String query) {
        return new Condition(type, parameters(query));
    }

    /** The parameters of a URL's query. */
    public static List<Given> parameters(String query) {
        List<Given> parameters = new ArrayList<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new RadbridgeException(
                            KitFailure.INVALID_REQUEST, "a condition consists of name=value");
                }
                parameters.add(
                        new Given(
                                decoded(pair.substring(0, equals)),
                                decoded(pair.substring(equals + 1))));
            }
        }
        return parameters;
    }

    /**
     * The search.
     *
     * @throws RadbridgeException when it is none that this server understands
     */
    SearchRequest request() {
        return SearchReader.read(
                SearchParameters.of(type).orElseThrow(() -> unknown(type)),
                Stream.concat(
                                parameters.stream().filter(p -> !p.name().equals("_format")),
                                Stream.of(COUNT))
                        .toList(),
                false);
    }

    /**
     * The names to be locked, so that what the condition finds stays as it is: of the identifiers
     * that it asks for, which every writer of a resource with one of them locks too, and its own.
     */
    Stream<String> names() {
        Stream<String> identifiers =
                request().criteria().stream()
                        .filter(Criterion.Indexed.class::isInstance)
                        .map(Criterion.Indexed.class::cast)
                        .filter(indexed -> indexed.parameter().name().equals("identifier"))
                        .flatMap(indexed -> indexed.anyOf().stream())
                        .filter(SearchValue.Token.class::isInstance)
                        .map(value -> ((SearchValue.Token) value).code())
                        .filter(Objects::nonNull)
                        .map(code -> identifierName(type, code));
        String own =
                parameters.stream()
                        .map(p -> p.name() + "=" + p.value())
                        .sorted()
                        .collect(Collectors.joining("&", type + "?", ""));
        return Stream.concat(identifiers, Stream.of(own));
    }

    /** The name under which an identifier of a type is locked, whatever its system. */
    static String identifierName(String type, String value) {
        return type + "#" + value;
    }

    static RadbridgeException unknown(String type) {
        return new RadbridgeException(FhirFailure.UNKNOWN_TYPE, "no such type is kept here");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new RadbridgeException(KitFailure.INVALID_REQUEST, "a condition is not encoded");
        }
    }
}
