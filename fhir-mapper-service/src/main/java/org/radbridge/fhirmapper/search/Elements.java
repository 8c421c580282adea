package org.radbridge.fhirmapper.search;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** The steps of the paths by which search parameters read resources. */
final class Elements {
    private Elements() {}

    /**
     * Two values that a composite parameter reads together.
     *
     * @param token a code, or what is one
     * @param value what stands beside it
     */
    record Pair(Base token, Base value) {}

    static <A, B> List<B> each(List<A> all, Function<A, ? extends @Nullable B> part) {
        return all.stream().<B>map(part).filter(Objects::nonNull).toList();
    }

    static <A, B> List<B> flat(List<A> all, Function<A, ? extends List<? extends B>> parts) {
        return all.stream().<B>flatMap(one -> parts.apply(one).stream()).toList();
    }

    @SafeVarargs
    static List<Base> all(List<? extends Base>... lists) {
        return Arrays.stream(lists).<Base>flatMap(List::stream).toList();
    }

    /** A choice, if it is of this type. */
    static <B extends Type> List<B> only(@Nullable Type value, Class<B> type) {
        return type.isInstance(value) ? List.of(type.cast(value)) : List.of();
    }

    static <B extends Type> List<B> eachOf(List<? extends Type> values, Class<B> type) {
        return values.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static List<ContactPoint> points(List<ContactPoint> all, ContactPointSystem system) {
        return all.stream().filter(point -> point.getSystem() == system).toList();
    }

    /**
     * The references that lead to a resource of one type. One that says neither where nor to what
     * it leads, only an identifier, may do so.
     */
    static List<Reference> to(String type, List<Reference> references) {
        return references.stream().filter(reference -> leadsTo(type, reference)).toList();
    }

    static List<Pair> pair(CodeableConcept code, List<? extends Base> values) {
        return values.stream().map(value -> new Pair(code, value)).toList();
    }

    private static boolean leadsTo(String type, Reference reference) {
        if (reference.getReferenceElement().hasResourceType()) {
            return reference.getReferenceElement().getResourceType().equals(type);
        }
        return reference.hasType() ? reference.getType().equals(type) : reference.hasIdentifier();
    }
}
