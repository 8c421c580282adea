package org.radbridge.fhirmapper.truth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.SearchParameter;

/** By what resources are put in order (R4 search, section 3.1.1.5.1). */
final class Order {
    private Order() {}

    /** Texts as their bytes compare. */
    record Text(String text) implements Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8),
                    other.text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The value that comes first in the order; empty when there is none. */
    static Optional<? extends Comparable<?>> key(
            SearchParameter parameter, List<Base> values, boolean descending) {
        Stream<? extends Comparable<?>> keys =
                values.stream().flatMap(value -> keys(parameter, value));
        return keys.map(Order::comparable)
                .reduce((a, b) -> (compare(a, b) < 0) != descending ? a : b);
    }

    /** What has no value comes last in either direction. */
    static Comparator<Integer> by(
            Function<Integer, Optional<? extends Comparable<?>>> key, boolean descending) {
        return (a, b) -> {
            Optional<? extends Comparable<?>> one = key.apply(a);
            Optional<? extends Comparable<?>> other = key.apply(b);
            if (one.isEmpty() || other.isEmpty()) {
                return Boolean.compare(one.isEmpty(), other.isEmpty());
            }
            int order = compare(comparable(one.get()), comparable(other.get()));
            return descending ? -order : order;
        };
    }

    private static Stream<? extends Comparable<?>> keys(SearchParameter parameter, Base value) {
        return switch (parameter.kind()) {
            case TOKEN ->
                    Judgement.codes(value).stream()
                            .filter(code -> code.code() != null)
                            .map(code ->
                                    parameter.name().equals("priority")
                                            ? List.of("stat", "asap", "urgent", "routine")
                                                    .indexOf(code.code())
                                            : new Text("" + code.code()));
            case STRING -> Judgement.strings(value).stream().map(s -> new Text(Judgement.plain(s)));
            case URI -> Stream.of(new Text(((PrimitiveType<?>) value).getValueAsString()));
            case DATE -> Optional.ofNullable(Judgement.span(value)).stream().map(s -> s.from());
            case QUANTITY ->
                    value instanceof Quantity q && !q.hasValue()
                            ? Stream.empty()
                            : Optional.ofNullable(Judgement.amounts(value)).stream()
                                    .map(Judgement.Amounts::low);
            case REFERENCE -> Optional.ofNullable(target(value)).map(Text::new).stream();
            case COMPOSITE -> Stream.empty();
        };
    }

    /** Local ones by type and id, others by their URL after a slash. */
    private static @Nullable String target(Base value) {
        if (value instanceof CanonicalType canonical) {
            return "/" + canonical.getValue();
        }
        String literal = ((Reference) value).getReference();
        if (literal == null || literal.startsWith("#")) {
            return null;
        }
        return new IdType(literal).isAbsolute() || literal.startsWith("urn:")
                ? "/" + literal
                : literal;
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(Comparable<?> value) {
        return (Comparable<Object>) value;
    }

    private static int compare(Comparable<Object> a, Comparable<Object> b) {
        return a.compareTo(b);
    }
}
