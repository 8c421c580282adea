package org.radbridge.fhirmapper.search;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;

/** The top-level elements of a resource type by their names in JSON (R4 search, 3.1.1.5.8). */
final class TypeElements {
    private static final String TEXT = "text";

    private TypeElements() {}

    /** An element; of a choice, every form. A name that is none stands for itself: nothing. */
    static Set<String> named(Class<? extends Resource> type, String element) {
        String plain =
                element.startsWith(type.getSimpleName() + ".")
                        ? element.substring(type.getSimpleName().length() + 1)
                        : element;
        Set<String> found =
                names(type, child -> child.getElementName().replace("[x]", "").equals(plain));
        return found.isEmpty() ? Set.of(plain) : found;
    }

    /** Those that the model marks as summary. */
    static Set<String> summary(Class<? extends Resource> type) {
        return names(type, BaseRuntimeChildDefinition::isSummary);
    }

    /** The narrative, and what no resource is without. */
    static Set<String> text(Class<? extends Resource> type) {
        Set<String> elements = names(type, child -> child.getMin() > 0);
        elements.add(TEXT);
        return elements;
    }

    /** All but the narrative. */
    static Set<String> data(Class<? extends Resource> type) {
        return names(type, child -> !child.getElementName().equals(TEXT));
    }

    private static Set<String> names(
            Class<? extends Resource> type, Predicate<BaseRuntimeChildDefinition> which) {
        return children(type).stream()
                .filter(which)
                .flatMap(child -> child.getValidChildNames().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<BaseRuntimeChildDefinition> children(Class<? extends Resource> type) {
        return FhirContext.forR4Cached().getResourceDefinition(type).getChildren();
    }
}
