package org.radbridge.fhirmapper.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.fhirmapper.search.ParameterKind;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.search.SearchParameters;

/** What every search has to find, by looking at every resource. */
final class Truth {
    private final GeneratedRecord record;
    private final Map<String, List<List<Base>>> values = new ConcurrentHashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();

    Truth(GeneratedRecord record) {
        this.record = record;
        SearchParameters.types()
                .forEach(type -> {
                    List<Resource> resources = record.of(type.type());
                    for (int i = 0; i < resources.size(); i++) {
                        positions.put(name(resources.get(i)), i);
                    }
                });
    }

    static String name(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** Whether the caller of the test may not see a resource: it must count nowhere. */
    static boolean hidden(Resource resource) {
        return Math.floorMod(resource.getIdElement().getIdPart().hashCode(), 20) == 0;
    }

    List<Resource> of(String type) {
        return record.of(type);
    }

    /** Whether a literal reference leads to a resource that the caller may see. */
    boolean isVisible(String literal) {
        Integer at = positions.get(literal);
        return at != null && !hidden(of(literal.substring(0, literal.indexOf('/'))).get(at));
    }

    BitSet visible(String type) {
        return resources(type, resource -> !hidden(resource));
    }

    /** Each resource's values under a parameter, in the order of the resources. */
    List<List<Base>> values(SearchParameter parameter) {
        return values.computeIfAbsent(
                parameter.key(),
                _ -> {
                    Class<? extends Resource> model =
                            SearchParameters.of(parameter.type()).orElseThrow().model();
                    List<R4Path> paths = R4Path.of(model, parameter.name());
                    return of(parameter.type()).stream()
                            .map(resource -> {
                                List<Base> all = new ArrayList<>();
                                paths.forEach(path -> all.addAll(path.values(resource)));
                                return List.copyOf(all);
                            })
                            .toList();
                });
    }

    /** The resources of which any value is so. */
    BitSet any(SearchParameter parameter, Predicate<Base> is) {
        return where(parameter, all -> all.stream().anyMatch(is));
    }

    BitSet where(SearchParameter parameter, Predicate<List<Base>> is) {
        List<List<Base>> all = values(parameter);
        BitSet found = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            if (is.test(all.get(i))) {
                found.set(i);
            }
        }
        return found;
    }

    BitSet resources(String type, Predicate<Resource> is) {
        List<Resource> all = of(type);
        BitSet found = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            if (is.test(all.get(i))) {
                found.set(i);
            }
        }
        return found;
    }

    BitSet not(String type, BitSet set) {
        BitSet other = new BitSet();
        other.set(0, of(type).size());
        other.andNot(set);
        return other;
    }

    /** Those that refer, by a parameter, to one of a set of a type's resources. */
    BitSet referring(SearchParameter reference, String targetType, BitSet targets) {
        BitSet visible = visible(targetType);
        visible.and(targets);
        return any(reference, value -> leadsTo(value, targetType, visible));
    }

    private boolean leadsTo(Base value, String type, BitSet targets) {
        String literal = value instanceof Reference reference ? reference.getReference() : null;
        return literal != null
                && literal.startsWith(type + "/")
                && positions.containsKey(literal)
                && targets.get(positions.get(literal));
    }

    /** Those of a type to which one of a set of resources refers by a parameter. */
    BitSet referredTo(String type, SearchParameter reference, BitSet sources) {
        BitSet found = new BitSet();
        List<List<Base>> all = values(reference);
        BitSet visible = visible(reference.type());
        visible.and(sources);
        visible.stream()
                .forEach(source ->
                        all.get(source)
                                .forEach(value -> {
                                    if (value instanceof Reference r
                                            && r.hasReference()
                                            && r.getReference().startsWith(type + "/")) {
                                        Integer at = positions.get(r.getReference());
                                        if (at != null) {
                                            found.set(at);
                                        }
                                    }
                                }));
        return found;
    }

    /** The parts of a resource in which a composite's two values stand together. */
    BitSet together(SearchParameter composite, Predicate<Base> code, Predicate<Base> beside) {
        Function<Resource, List<Base>> parts =
                resource -> {
                    String name = composite.name();
                    List<Base> all = new ArrayList<>();
                    if (name.equals("relationship")) {
                        return children(resource, "relatesTo");
                    }
                    if (!name.startsWith("component-")) {
                        all.add(resource);
                    }
                    if (name.startsWith("component-") || name.startsWith("combo-")) {
                        all.addAll(children(resource, "component"));
                    }
                    return all;
                };
        String second = composite.beside() == ParameterKind.REFERENCE ? "target" : "value";
        return resources(
                composite.type(),
                resource ->
                        parts.apply(resource).stream()
                                .anyMatch(part ->
                                        children(part, "code").stream().anyMatch(code)
                                                && children(part, second).stream()
                                                        .anyMatch(beside)));
    }

    static List<Base> children(Base part, String element) {
        List<Base> there = new ArrayList<>();
        Base[] children = part.getProperty(element.hashCode(), element, false);
        if (children != null) {
            for (Base child : children) {
                if (child != null && !child.isEmpty()) {
                    there.add(child);
                }
            }
        }
        return there;
    }
}
