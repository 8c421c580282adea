package org.radbridge.fhirmapper.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.search.SearchRequest.Include;
import org.radbridge.fhirmapper.search.SearchRequest.Sort;
import org.radbridge.fhirmapper.search.SearchRequest.SortKey;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Reads the parameters of a search. One that is not supported is refused, since passing it over
 * would widen the result; unless the client asks for that with {@code Prefer: handling=lenient}.
 */
public final class SearchReader {
    /** Matches on a page, when the client does not say. */
    public static final int DEFAULT_COUNT = 50;

    /** Matches on a page at most. */
    public static final int HIGHEST_COUNT = 500;

    private final ResourceParameters type;
    private final boolean lenient;
    private final List<Criterion> criteria = new ArrayList<>();
    private final List<Include> includes = new ArrayList<>();
    private final List<Sort> sort = new ArrayList<>();
    private final Set<String> elements = new LinkedHashSet<>();
    private final List<Given> understood = new ArrayList<>();
    private int count = DEFAULT_COUNT;
    private boolean total;

    private SearchReader(ResourceParameters type, boolean lenient) {
        this.type = type;
        this.lenient = lenient;
    }

    /**
     * Reads a search.
     *
     * @throws RadbridgeException one of {@link SearchFailure}
     */
    public static SearchRequest read(
            ResourceParameters type, List<Given> parameters, boolean lenient) {
        SearchReader reader = new SearchReader(type, lenient);
        for (Given given : parameters) {
            if (reader.accept(given.name(), given.value())) {
                reader.understood.add(given);
            }
        }
        return reader.request();
    }

    private SearchRequest request() {
        return new SearchRequest(
                type.type(),
                criteria,
                includes,
                sort.isEmpty() ? defaultOrder() : sort,
                count,
                total || count == 0,
                elements,
                understood);
    }

    /** Tasks in the order in which they want doing; everything else newest first. */
    private List<Sort> defaultOrder() {
        return type.type().equals("Task")
                ? List.of(sort("priority"), sort("authored-on"))
                : List.of(new Sort(new SortKey.Updated(), true));
    }

    private boolean accept(String name, String value) {
        switch (name) {
            // How the answer is written is the API's business.
            case "_format", "_pretty" -> {
                return false;
            }
            case "_count" -> count = Math.min(SearchValues.count(name, value), HIGHEST_COUNT);
            case "_total" -> total = total(value);
            case "_summary" -> summary(value);
            case "_elements" -> elements.addAll(SearchValues.alternatives(value));
            case "_sort" -> SearchValues.alternatives(value).forEach(key -> sort.add(sort(key)));
            case "_include" -> {
                Optional<Include> include = include(value);
                include.ifPresent(includes::add);
                return include.isPresent();
            }
            default -> {
                Optional<Criterion> criterion = new CriterionReader(type).read(name, value);
                if (criterion.isEmpty() && !lenient) {
                    throw new RadbridgeException(
                            SearchFailure.UNKNOWN_PARAMETER,
                            type.type() + " has no search parameter " + name);
                }
                criterion.ifPresent(criteria::add);
                return criterion.isPresent();
            }
        }
        return true;
    }

    private static boolean total(String value) {
        return switch (value) {
            case "accurate", "estimate" -> true;
            case "none" -> false;
            default -> throw SearchValues.invalid("_total", "is not supported");
        };
    }

    private void summary(String value) {
        switch (value) {
            case "count" -> count = 0;
            case "false" -> {}
            default -> throw SearchValues.invalid("_summary", "is not supported");
        }
    }

    private Sort sort(String key) {
        boolean descending = key.startsWith("-");
        String name = descending ? key.substring(1) : key;
        SortKey sortKey =
                switch (name) {
                    case "_lastUpdated" -> new SortKey.Updated();
                    case "_id" -> new SortKey.Id();
                    default -> parameterOrder(name);
                };
        return new Sort(sortKey, descending);
    }

    private SortKey parameterOrder(String name) {
        SearchParameter parameter =
                type.parameter(name)
                        .orElseThrow(() -> SearchValues.invalid("_sort", "names no parameter"));
        if (name.equals("priority") || name.equals("urgency")) {
            return new SortKey.Rank(parameter);
        }
        if (parameter.kind() == ParameterKind.DATE) {
            return new SortKey.Date(parameter);
        }
        throw SearchValues.invalid("_sort", "names a parameter that gives no order");
    }

    /** {@code Type:parameter}, optionally with the target's type. */
    private Optional<Include> include(String value) {
        String[] parts = value.split(":");
        Optional<SearchParameter> parameter =
                parts.length >= 2 && parts[0].equals(type.type())
                        ? type.parameter(parts[1]).filter(p -> p.kind() == ParameterKind.REFERENCE)
                        : Optional.empty();
        if (parameter.isEmpty() && !lenient) {
            throw new RadbridgeException(
                    SearchFailure.UNKNOWN_PARAMETER,
                    "_include names no reference parameter of " + type.type());
        }
        return parameter.map(Include::new);
    }
}
