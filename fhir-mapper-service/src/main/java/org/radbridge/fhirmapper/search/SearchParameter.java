package org.radbridge.fhirmapper.search;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Resource;

/**
 * A search parameter of a resource type.
 *
 * @param type the resource type
 * @param name as in the URL
 * @param kind its type
 * @param beside for a composite, the kind of what stands beside the code; else {@code kind}
 * @param elements the top-level elements it reads: who may not see all may not search by it
 * @param targets for a reference, the types that it may refer to; else empty
 * @param indexes the keys under which its values are found: its own, or for one that joins others,
 *     theirs
 * @param single whether a resource has one value at most
 * @param entries the index entries of a resource
 */
public record SearchParameter(
        String type,
        String name,
        ParameterKind kind,
        ParameterKind beside,
        List<String> elements,
        List<String> targets,
        List<String> indexes,
        boolean single,
        Function<Resource, Stream<IndexEntry>> entries) {

    public SearchParameter {
        elements = List.copyOf(elements);
        targets = List.copyOf(targets);
        indexes = List.copyOf(indexes);
    }

    /** The name with the type: unique among all parameters. */
    public String key() {
        return type + "." + name;
    }

    /** Whether several conditions on it are conditions on the same value, in order. */
    public boolean range() {
        return single && (kind == ParameterKind.DATE || kind == ParameterKind.QUANTITY);
    }

    /** Whether R4 defines it for every type. */
    public boolean common() {
        return name.startsWith("_");
    }
}
