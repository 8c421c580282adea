package org.radbridge.fhirmapper.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.Criterion.Chained;
import org.radbridge.fhirmapper.search.Criterion.Dates;
import org.radbridge.fhirmapper.search.Criterion.Ids;
import org.radbridge.fhirmapper.search.Criterion.LastUpdated;
import org.radbridge.fhirmapper.search.Criterion.Links;
import org.radbridge.fhirmapper.search.Criterion.Missing;
import org.radbridge.fhirmapper.search.Criterion.TextMatch;
import org.radbridge.fhirmapper.search.Criterion.Texts;
import org.radbridge.fhirmapper.search.Criterion.Tokens;
import org.radbridge.kit.failure.RadbridgeException;

/** Reads one condition: {@code name[:modifier][.chained]=value,value}. */
final class CriterionReader {
    private final ResourceParameters type;

    CriterionReader(ResourceParameters type) {
        this.type = type;
    }

    /** The condition; empty when there is no such parameter. */
    Optional<Criterion> read(String name, String value) {
        List<String> anyOf = SearchValues.alternatives(value);
        switch (name) {
            case "_id" -> {
                return Optional.of(
                        new Ids(anyOf.stream().map(v -> SearchValues.plain(name, v)).toList()));
            }
            case "_lastUpdated" -> {
                return Optional.of(
                        new LastUpdated(
                                anyOf.stream().map(v -> SearchValues.date(name, v)).toList()));
            }
            default -> {
                int dot = name.indexOf('.');
                return dot < 0
                        ? direct(name, value, anyOf)
                        : chained(name.substring(0, dot), name.substring(dot + 1), value);
            }
        }
    }

    private Optional<Criterion> direct(String name, String value, List<String> anyOf) {
        int colon = name.indexOf(':');
        String modifier = colon < 0 ? null : name.substring(colon + 1);
        return type.parameter(colon < 0 ? name : name.substring(0, colon))
                .map(parameter ->
                        "missing".equals(modifier)
                                ? new Missing(parameter, SearchValues.bool(name, value))
                                : criterion(parameter, modifier, name, anyOf));
    }

    private static Criterion criterion(
            SearchParameter parameter, @Nullable String modifier, String name, List<String> anyOf) {
        return switch (parameter.kind()) {
            case TOKEN ->
                    tokens(
                            parameter,
                            parameter.name(),
                            modifier != null && only(modifier, "not", name),
                            name,
                            anyOf);
            case REFERENCE -> reference(parameter, modifier, name, anyOf);
            case DATE -> {
                none(modifier, name);
                yield new Dates(
                        parameter, anyOf.stream().map(v -> SearchValues.date(name, v)).toList());
            }
            case STRING ->
                    new Texts(
                            parameter,
                            match(modifier, name),
                            anyOf.stream().map(v -> SearchValues.plain(name, v)).toList());
        };
    }

    private static Criterion reference(
            SearchParameter parameter, @Nullable String modifier, String name, List<String> anyOf) {
        if ("identifier".equals(modifier)) {
            return tokens(parameter, parameter.name() + ":identifier", false, name, anyOf);
        }
        if (modifier != null && !parameter.targets().contains(modifier)) {
            throw unsupported(name);
        }
        return new Links(
                parameter,
                anyOf.stream()
                        .map(v -> SearchValues.link(name, v))
                        .map(v -> v.type() == null ? new Criterion.LinkValue(modifier, v.id()) : v)
                        .toList());
    }

    /**
     * One level of chaining. By {@code identifier}, the identifier that the reference itself
     * carries decides: it needs no look at the target.
     */
    private Optional<Criterion> chained(String link, String rest, String value) {
        int colon = link.indexOf(':');
        Optional<SearchParameter> found =
                type.parameter(colon < 0 ? link : link.substring(0, colon))
                        .filter(p -> p.kind() == ParameterKind.REFERENCE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SearchParameter parameter = found.get();
        String wanted = colon < 0 ? null : link.substring(colon + 1);
        if (wanted != null && !parameter.targets().contains(wanted)) {
            throw unsupported(link);
        }
        if (rest.equals("identifier")) {
            return direct(
                    parameter.name() + ":identifier", value, SearchValues.alternatives(value));
        }
        return parameter.targets().stream()
                .filter(target -> wanted == null || target.equals(wanted))
                .flatMap(target -> SearchParameters.of(target).stream())
                .flatMap(target ->
                        new CriterionReader(target)
                                        .notChained(rest, value)
                                        .<Criterion>map(
                                                c -> new Chained(parameter, target.type(), c))
                                        .stream())
                .findFirst();
    }

    private Optional<Criterion> notChained(String name, String value) {
        return name.indexOf('.') >= 0 ? Optional.empty() : read(name, value);
    }

    private static Tokens tokens(
            SearchParameter parameter,
            String index,
            boolean negated,
            String name,
            List<String> anyOf) {
        return new Tokens(
                parameter,
                index,
                negated,
                anyOf.stream().map(v -> SearchValues.token(name, v)).toList());
    }

    private static TextMatch match(@Nullable String modifier, String name) {
        return switch (modifier) {
            case null -> TextMatch.STARTS_WITH;
            case "contains" -> TextMatch.CONTAINS;
            case "exact" -> TextMatch.EXACT;
            default -> throw unsupported(name);
        };
    }

    private static boolean only(String modifier, String supported, String name) {
        if (!modifier.equals(supported)) {
            throw unsupported(name);
        }
        return true;
    }

    private static void none(@Nullable String modifier, String name) {
        if (modifier != null) {
            throw unsupported(name);
        }
    }

    private static RadbridgeException unsupported(String name) {
        return new RadbridgeException(
                SearchFailure.UNSUPPORTED_MODIFIER,
                "the modifier of " + name + " is not supported");
    }
}
