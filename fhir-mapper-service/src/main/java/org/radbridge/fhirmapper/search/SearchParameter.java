package org.radbridge.fhirmapper.search;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/**
 * A search parameter of a resource type.
 *
 * @param name as in the URL
 * @param kind its type
 * @param element the top-level element it reads: who may not see that may not search by it
 * @param targets for a reference, the types that it may refer to; else empty
 * @param values what it reads from a resource
 */
public record SearchParameter(
        String name,
        ParameterKind kind,
        String element,
        List<String> targets,
        Function<Resource, Stream<? extends Base>> values) {

    /** The index entries of a resource under this parameter. */
    Stream<IndexEntry> entries(Resource resource) {
        return values.apply(resource)
                .flatMap(value ->
                        switch (kind) {
                            case TOKEN -> IndexValues.tokens(name, value);
                            case REFERENCE -> IndexValues.links(name, value);
                            case DATE -> IndexValues.spans(name, value);
                            case STRING -> IndexValues.texts(name, value);
                        });
    }
}
