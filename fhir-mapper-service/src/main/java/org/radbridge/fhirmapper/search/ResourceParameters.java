package org.radbridge.fhirmapper.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The search parameters of one resource type. */
public final class ResourceParameters {
    /** As the target of a reference: whatever is kept here. */
    static final String ANY = "*";

    private final Class<? extends Resource> model;
    private final Map<String, SearchParameter> parameters;

    private ResourceParameters(
            Class<? extends Resource> model, Map<String, SearchParameter> parameters) {
        this.model = model;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The resource type's name. */
    public String type() {
        return model.getSimpleName();
    }

    /** HAPI's class of the type. */
    public Class<? extends Resource> model() {
        return model;
    }

    public Optional<SearchParameter> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public Collection<SearchParameter> all() {
        return parameters.values();
    }

    /** What a resource of this type is found by. */
    public List<IndexEntry> index(Resource resource) {
        return parameters.values().stream()
                .flatMap(parameter -> parameter.entries().apply(resource))
                .distinct()
                .toList();
    }

    static <T extends Resource> Table<T> of(Class<T> type) {
        return new Table<>(type);
    }

    /** Collects the parameters of a type; elements are named with blanks between them. */
    static final class Table<T extends Resource> {
        private final Class<T> type;
        private final Map<String, SearchParameter> parameters = new LinkedHashMap<>();

        private Table(Class<T> type) {
            this.type = type;
        }

        Table<T> token(String name, String elements, Function<T, ? extends Base> value) {
            return tokens(name, elements, value.andThen(Table::one));
        }

        Table<T> tokens(
                String name, String elements, Function<T, ? extends List<? extends Base>> values) {
            return add(name, ParameterKind.TOKEN, elements, values, IndexValues::tokens);
        }

        Table<T> date(String name, String elements, Function<T, ? extends Base> value) {
            dates(name, elements, value.andThen(Table::one));
            return single(name);
        }

        Table<T> dates(
                String name, String elements, Function<T, ? extends List<? extends Base>> values) {
            return add(name, ParameterKind.DATE, elements, values, IndexValues::spans);
        }

        Table<T> string(String name, String elements, Function<T, ? extends Base> value) {
            return strings(name, elements, value.andThen(Table::one));
        }

        Table<T> strings(
                String name, String elements, Function<T, ? extends List<? extends Base>> values) {
            return add(name, ParameterKind.STRING, elements, values, IndexValues::texts);
        }

        Table<T> uri(String name, String elements, Function<T, ? extends Base> value) {
            return uris(name, elements, value.andThen(Table::one));
        }

        Table<T> uris(
                String name, String elements, Function<T, ? extends List<? extends Base>> values) {
            return add(name, ParameterKind.URI, elements, values, IndexValues::uris);
        }

        Table<T> quantity(String name, String elements, Function<T, ? extends Base> value) {
            quantities(name, elements, value.andThen(Table::one));
            return single(name);
        }

        Table<T> quantities(
                String name, String elements, Function<T, ? extends List<? extends Base>> values) {
            return add(name, ParameterKind.QUANTITY, elements, values, IndexValues::amounts);
        }

        Table<T> reference(
                String name,
                String elements,
                Function<T, ? extends Base> value,
                String... targets) {
            return references(name, elements, value.andThen(Table::one), targets);
        }

        Table<T> references(
                String name,
                String elements,
                Function<T, ? extends List<? extends Base>> values,
                String... targets) {
            return put(
                    name,
                    ParameterKind.REFERENCE,
                    ParameterKind.REFERENCE,
                    elements,
                    List.of(targets),
                    entries(name, values, IndexValues::links));
        }

        /** A composite of a code and what stands beside it. */
        Table<T> pairs(
                String name,
                String elements,
                ParameterKind beside,
                Function<T, List<Elements.Pair>> pairs) {
            String key = type.getSimpleName() + "." + name;
            return put(
                    name,
                    ParameterKind.COMPOSITE,
                    beside,
                    elements,
                    List.of(),
                    resource ->
                            pairs.apply(type.cast(resource)).stream()
                                    .flatMap(pair -> IndexValues.pairs(key, beside, pair)));
        }

        /** A parameter that finds what any of others would. */
        Table<T> joined(String name, String... others) {
            Set<String> elements = new LinkedHashSet<>();
            List<String> indexes = new ArrayList<>();
            SearchParameter like = null;
            for (String other : others) {
                like = parameters.get(other);
                if (like == null) {
                    throw new IllegalArgumentException(name + " joins the unknown " + other);
                }
                elements.addAll(like.elements());
                indexes.addAll(like.indexes());
            }
            if (like == null) {
                throw new IllegalArgumentException(name + " joins nothing");
            }
            parameters.put(
                    name,
                    new SearchParameter(
                            like.type(),
                            name,
                            like.kind(),
                            like.beside(),
                            List.copyOf(elements),
                            like.targets(),
                            indexes,
                            false,
                            _ -> Stream.empty()));
            return this;
        }

        /** With the parameters of every type (R4 search, section 3.1.1.5). */
        ResourceParameters build() {
            tokens("_tag", "meta", resource -> resource.getMeta().getTag());
            tokens("_security", "meta", resource -> resource.getMeta().getSecurity());
            uris("_profile", "meta", resource -> resource.getMeta().getProfile());
            uri("_source", "meta", resource -> resource.getMeta().getSourceElement());
            return new ResourceParameters(type, parameters);
        }

        private static List<? extends Base> one(@Nullable Base value) {
            return value == null ? List.of() : List.of(value);
        }

        private Table<T> add(
                String name,
                ParameterKind kind,
                String elements,
                Function<T, ? extends List<? extends Base>> values,
                BiFunction<String, Base, Stream<IndexEntry>> index) {
            return put(name, kind, kind, elements, List.of(), entries(name, values, index));
        }

        private Function<Resource, Stream<IndexEntry>> entries(
                String name,
                Function<T, ? extends List<? extends Base>> values,
                BiFunction<String, Base, Stream<IndexEntry>> index) {
            String key = type.getSimpleName() + "." + name;
            return resource ->
                    values.apply(type.cast(resource)).stream()
                            .filter(value -> value != null && !value.isEmpty())
                            .flatMap(value -> index.apply(key, value));
        }

        private Table<T> put(
                String name,
                ParameterKind kind,
                ParameterKind beside,
                String elements,
                List<String> targets,
                Function<Resource, Stream<IndexEntry>> entries) {
            String of = type.getSimpleName();
            parameters.put(
                    name,
                    new SearchParameter(
                            of,
                            name,
                            kind,
                            beside,
                            List.of(elements.split(" ", -1)),
                            targets,
                            List.of(of + "." + name),
                            false,
                            entries));
            return this;
        }

        private Table<T> single(String name) {
            parameters.computeIfPresent(
                    name,
                    (_, p) ->
                            new SearchParameter(
                                    p.type(),
                                    name,
                                    p.kind(),
                                    p.beside(),
                                    p.elements(),
                                    p.targets(),
                                    p.indexes(),
                                    true,
                                    p.entries()));
            return this;
        }
    }
}
