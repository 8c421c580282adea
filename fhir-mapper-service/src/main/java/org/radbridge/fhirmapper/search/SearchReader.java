package org.radbridge.fhirmapper.search;

import java.time.Instant;
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
    private final SearchContext context;
    private final boolean lenient;
    private final List<Criterion> criteria = new ArrayList<>();
    private final List<Include> includes = new ArrayList<>();
    private final List<Sort> sort = new ArrayList<>();
    private final Set<String> elements = new LinkedHashSet<>();
    private final List<Given> understood = new ArrayList<>();
    private int count = DEFAULT_COUNT;
    private boolean total;
    private boolean summary;
    private boolean textOnly;

    private SearchReader(ResourceParameters type, SearchContext context, boolean lenient) {
        this.type = type;
        this.context = context;
        this.lenient = lenient;
    }

    /**
     * Reads a search.
     *
     * @throws RadbridgeException one of {@link SearchFailure}
     */
    public static SearchRequest read(
            ResourceParameters type,
            List<Given> parameters,
            SearchContext context,
            boolean lenient) {
        SearchReader reader = new SearchReader(type, context, lenient);
        for (Given given : parameters) {
            if (reader.accept(given.name(), given.value())) {
                reader.understood.add(given);
            }
        }
        return reader.request();
    }

    /** As {@link #read(ResourceParameters, List, SearchContext, boolean)}, now and of no base. */
    public static SearchRequest read(
            ResourceParameters type, List<Given> parameters, boolean lenient) {
        return read(type, parameters, new SearchContext("", Instant.now()), lenient);
    }

    private SearchRequest request() {
        if (textOnly && !includes.isEmpty()) {
            throw SearchValues.invalid("_summary", "does not go with includes");
        }
        return new SearchRequest(
                type.type(),
                criteria,
                includes,
                sort.isEmpty() ? defaultOrder() : sort,
                count,
                total || count == 0,
                elements,
                summary,
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
            case "_elements" ->
                    SearchValues.alternatives(value)
                            .forEach(element ->
                                    elements.addAll(TypeElements.named(type.model(), element)));
            case "_sort" -> SearchValues.alternatives(value).forEach(key -> sort.add(sort(key)));
            case "_include", "_include:iterate", "_revinclude", "_revinclude:iterate" -> {
                List<Include> read = new IncludeReader(type).read(name, value);
                if (read.isEmpty() && !lenient) {
                    throw unknown(name + " names no reference parameter");
                }
                includes.addAll(read);
                return !read.isEmpty();
            }
            default -> {
                Optional<Criterion> criterion =
                        new CriterionReader(type, context).read(name, value);
                if (criterion.isEmpty() && !lenient) {
                    throw unknown(type.type() + " has no search parameter " + name);
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
            case "true" -> {
                summary = true;
                elements.addAll(TypeElements.summary(type.model()));
            }
            case "text" -> {
                textOnly = true;
                elements.addAll(TypeElements.text(type.model()));
            }
            case "data" -> elements.addAll(TypeElements.data(type.model()));
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
        return switch (parameter.kind()) {
            case COMPOSITE ->
                    throw SearchValues.invalid("_sort", "names a parameter that gives no order");
            case TOKEN ->
                    switch (name) {
                        case "urgency" -> new SortKey.Urgency(parameter);
                        case "priority" -> new SortKey.Priority(parameter);
                        default -> new SortKey.Value(parameter);
                    };
            case REFERENCE, DATE, STRING, QUANTITY, URI -> new SortKey.Value(parameter);
        };
    }

    private static RadbridgeException unknown(String detail) {
        return new RadbridgeException(SearchFailure.UNKNOWN_PARAMETER, detail);
    }
}
