package org.radbridge.fhirmapper.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.Criterion.AnyOf;
import org.radbridge.fhirmapper.search.Criterion.Chained;
import org.radbridge.fhirmapper.search.Criterion.Has;
import org.radbridge.fhirmapper.search.Criterion.Ids;
import org.radbridge.fhirmapper.search.Criterion.Indexed;
import org.radbridge.fhirmapper.search.Criterion.LastUpdated;
import org.radbridge.fhirmapper.search.Criterion.Missing;
import org.radbridge.fhirmapper.search.Criterion.NoneOf;
import org.radbridge.fhirmapper.search.Criterion.Target;
import org.radbridge.fhirmapper.search.SearchValue.TextMatch;

/** Reads one condition: {@code name[:modifier][.chained]=value,value}. */
final class CriterionReader {
    private static final String HAS = "_has:";

    /** References that one condition follows at most: each costs a look into another index. */
    private static final int DEEPEST = 3;

    private final ResourceParameters type;
    private final SearchContext context;
    private final int depth;

    CriterionReader(ResourceParameters type, SearchContext context) {
        this(type, context, 0);
    }

    private CriterionReader(ResourceParameters type, SearchContext context, int depth) {
        this.type = type;
        this.context = context;
        this.depth = depth;
    }

    /** The condition; empty when there is no such parameter. */
    Optional<Criterion> read(String name, String value) {
        if (name.startsWith(HAS)) {
            return has(name.substring(HAS.length()), value);
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? direct(name, value)
                : chained(name.substring(0, dot), name.substring(dot + 1), value);
    }

    private Optional<Criterion> direct(String name, String value) {
        int colon = name.indexOf(':');
        String modifier = colon < 0 ? null : name.substring(colon + 1);
        String plain = colon < 0 ? name : name.substring(0, colon);
        if ("missing".equals(modifier)) {
            boolean missing = SearchValues.bool(name, value);
            return plain.equals("_id") || plain.equals("_lastUpdated")
                    ? Optional.of(missing ? new AnyOf(List.of()) : new NoneOf(List.of()))
                    : type.parameter(plain).map(parameter -> new Missing(parameter, missing));
        }
        List<String> anyOf = SearchValues.alternatives(value);
        return switch (plain) {
            case "_id" ->
                    Optional.of(
                            new Ids(
                                    only("not", modifier, name),
                                    anyOf.stream().map(v -> SearchValues.plain(name, v)).toList()));
            case "_lastUpdated" -> {
                none(modifier, name);
                yield Optional.of(
                        new LastUpdated(
                                anyOf.stream()
                                        .map(v -> SearchValues.date(name, v, context.now()))
                                        .toList()));
            }
            default ->
                    type.parameter(plain)
                            .map(parameter -> criterion(parameter, modifier, name, anyOf));
        };
    }

    private Criterion criterion(
            SearchParameter parameter, @Nullable String modifier, String name, List<String> anyOf) {
        return switch (parameter.kind()) {
            case TOKEN -> token(parameter, modifier, name, anyOf);
            case REFERENCE -> reference(parameter, modifier, name, anyOf);
            case STRING -> {
                TextMatch match = match(modifier, name);
                yield indexed(parameter, anyOf, v -> text(name, match, v));
            }
            case URI -> indexed(parameter, anyOf, v -> SearchValues.uri(name, modifier, v));
            case DATE, QUANTITY -> {
                none(modifier, name);
                yield indexed(parameter, anyOf, v -> value(parameter.kind(), name, v));
            }
            case COMPOSITE -> {
                none(modifier, name);
                yield indexed(parameter, anyOf, v -> pair(parameter, name, v));
            }
        };
    }

    private static Criterion token(
            SearchParameter parameter, @Nullable String modifier, String name, List<String> anyOf) {
        return switch (modifier) {
            case "text" ->
                    indexed(parameter, ":text", anyOf, v -> text(name, TextMatch.STARTS_WITH, v));
            case "of-type" ->
                    indexed(parameter, ":of-type", anyOf, v -> SearchValues.ofType(name, v));
            case null, default ->
                    new Indexed(
                            parameter,
                            parameter.indexes(),
                            only("not", modifier, name),
                            anyOf.stream()
                                    .<SearchValue>map(v -> SearchValues.token(name, v))
                                    .toList());
        };
    }

    private Criterion reference(
            SearchParameter parameter, @Nullable String modifier, String name, List<String> anyOf) {
        if ("identifier".equals(modifier)) {
            return identifier(parameter, name, anyOf);
        }
        if (modifier != null && !SearchParameters.mayLeadTo(parameter, modifier)) {
            throw SearchValues.unsupported(name);
        }
        return indexed(parameter, anyOf, v -> SearchValues.link(name, modifier, v, context.base()));
    }

    /** By the identifier that the reference itself carries. */
    private static Criterion identifier(
            SearchParameter parameter, String name, List<String> anyOf) {
        return indexed(parameter, ":identifier", anyOf, v -> SearchValues.token(name, v));
    }

    /** A code and what stands beside it, with a dollar sign between; see R4, 3.1.1.4.14. */
    private SearchValue pair(SearchParameter parameter, String name, String value) {
        List<String> parts = SearchValues.split(value, '$');
        if (parts.size() != 2) {
            throw SearchValues.invalid(name, "has not two parts");
        }
        // A reference stands before its code: the order is that of the definition's components.
        boolean codeFirst = parameter.beside() != ParameterKind.REFERENCE;
        return new SearchValue.Pair(
                SearchValues.token(name, parts.get(codeFirst ? 0 : 1)),
                value(parameter.beside(), name, parts.get(codeFirst ? 1 : 0)));
    }

    private SearchValue value(ParameterKind kind, String name, String value) {
        return switch (kind) {
            case TOKEN -> SearchValues.token(name, value);
            case REFERENCE -> SearchValues.link(name, null, value, context.base());
            case DATE -> SearchValues.date(name, value, context.now());
            case STRING -> text(name, TextMatch.STARTS_WITH, value);
            case QUANTITY -> SearchValues.amount(name, value);
            case URI -> SearchValues.uri(name, null, value);
            case COMPOSITE -> throw new IllegalStateException(name + " nests composites");
        };
    }

    /** A chain through all types that the reference may lead to and that know the parameter. */
    private Optional<Criterion> chained(String link, String rest, String value) {
        int colon = link.indexOf(':');
        String wanted = colon < 0 ? null : link.substring(colon + 1);
        Optional<SearchParameter> found =
                type.parameter(colon < 0 ? link : link.substring(0, colon))
                        .filter(p -> p.kind() == ParameterKind.REFERENCE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SearchParameter parameter = found.get();
        List<ResourceParameters> candidates =
                SearchParameters.targets(parameter).stream()
                        .filter(t -> wanted == null || t.type().equals(wanted))
                        .toList();
        if (wanted != null && !SearchParameters.mayLeadTo(parameter, wanted)) {
            throw SearchValues.unsupported(link);
        }
        List<Target> targets = new ArrayList<>();
        for (ResourceParameters target : candidates) {
            deeper(target)
                    .read(rest, value)
                    .ifPresent(condition -> targets.add(new Target(target.type(), condition)));
        }
        Chained chained = new Chained(parameter, targets);
        // What a reference says itself of its target's identifier counts as well: it may be all
        // that is known of an order (IHE IMR, basedOn.identifier).
        if (rest.equals("identifier") && (wanted == null || parameter.targets().size() == 1)) {
            List<String> anyOf = SearchValues.alternatives(value);
            Criterion own = identifier(parameter, link + "." + rest, anyOf);
            return Optional.of(targets.isEmpty() ? own : new AnyOf(List.of(own, chained)));
        }
        return targets.isEmpty() ? Optional.empty() : Optional.of(chained);
    }

    /** {@code Type:reference:name}. */
    private Optional<Criterion> has(String rest, String value) {
        String[] parts = rest.split(":", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        Optional<ResourceParameters> source = SearchParameters.of(parts[0]);
        Optional<SearchParameter> reference =
                source.flatMap(s -> s.parameter(parts[1]))
                        .filter(p -> p.kind() == ParameterKind.REFERENCE)
                        .filter(p -> SearchParameters.mayLeadTo(p, type.type()));
        return reference.flatMap(parameter ->
                deeper(source.orElseThrow())
                        .read(parts[2], value)
                        .map(condition -> new Has(parameter, condition)));
    }

    private CriterionReader deeper(ResourceParameters next) {
        if (depth == DEEPEST) {
            throw SearchValues.invalid("a chain", "follows too many references");
        }
        return new CriterionReader(next, context, depth + 1);
    }

    private static Criterion indexed(
            SearchParameter parameter, List<String> anyOf, Function<String, SearchValue> value) {
        return indexed(parameter, "", anyOf, value);
    }

    private static Criterion indexed(
            SearchParameter parameter,
            String suffix,
            List<String> anyOf,
            Function<String, SearchValue> value) {
        return new Indexed(
                parameter,
                parameter.indexes().stream().map(key -> key + suffix).toList(),
                false,
                anyOf.stream().map(value).toList());
    }

    private static SearchValue text(String name, TextMatch match, String value) {
        return new SearchValue.Text(match, SearchValues.plain(name, value));
    }

    private static TextMatch match(@Nullable String modifier, String name) {
        return switch (modifier) {
            case null -> TextMatch.STARTS_WITH;
            case "contains" -> TextMatch.CONTAINS;
            case "exact" -> TextMatch.EXACT;
            default -> throw SearchValues.unsupported(name);
        };
    }

    private static boolean only(String supported, @Nullable String modifier, String name) {
        if (modifier != null && !modifier.equals(supported)) {
            throw SearchValues.unsupported(name);
        }
        return modifier != null;
    }

    private static void none(@Nullable String modifier, String name) {
        if (modifier != null) {
            throw SearchValues.unsupported(name);
        }
    }
}
