package org.radbridge.fhirmapper.search;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The search parameters of one resource type. */
public final class ResourceParameters {
    private final String type;
    private final Map<String, SearchParameter> parameters;

    private ResourceParameters(String type, Map<String, SearchParameter> parameters) {
        this.type = type;
        this.parameters = Map.copyOf(parameters);
    }

    /** The resource type's name. */
    public String type() {
        return type;
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
                .flatMap(parameter -> parameter.entries(resource))
                .distinct()
                .toList();
    }

    static <T extends Resource> Table<T> of(Class<T> type) {
        return new Table<>(type);
    }

    /** Collects the parameters of a type. */
    static final class Table<T extends Resource> {
        private final Class<T> type;
        private final Map<String, SearchParameter> parameters = new LinkedHashMap<>();

        private Table(Class<T> type) {
            this.type = type;
        }

        Table<T> token(String name, String element, Function<T, ? extends Base> value) {
            return tokens(name, element, value.andThen(Table::one));
        }

        Table<T> tokens(String name, String element, Function<T, List<? extends Base>> values) {
            return add(name, ParameterKind.TOKEN, element, values, List.of());
        }

        Table<T> date(String name, String element, Function<T, ? extends Base> value) {
            return add(name, ParameterKind.DATE, element, value.andThen(Table::one), List.of());
        }

        Table<T> strings(String name, String element, Function<T, List<? extends Base>> values) {
            return add(name, ParameterKind.STRING, element, values, List.of());
        }

        Table<T> reference(
                String name, String element, Function<T, ? extends Base> value, String... targets) {
            return references(name, element, value.andThen(Table::one), targets);
        }

        Table<T> references(
                String name,
                String element,
                Function<T, List<? extends Base>> values,
                String... targets) {
            return add(name, ParameterKind.REFERENCE, element, values, List.of(targets));
        }

        ResourceParameters build() {
            return new ResourceParameters(type.getSimpleName(), parameters);
        }

        private static List<? extends Base> one(@Nullable Base value) {
            return value == null ? List.of() : List.of(value);
        }

        private Table<T> add(
                String name,
                ParameterKind kind,
                String element,
                Function<T, ? extends List<? extends Base>> values,
                List<String> targets) {
            Function<Resource, Stream<? extends Base>> present =
                    resource ->
                            values.apply(type.cast(resource)).stream()
                                    .filter(value -> value != null && !value.isEmpty());
            parameters.put(name, new SearchParameter(name, kind, element, targets, present));
            return this;
        }
    }
}
