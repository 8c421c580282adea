package org.radbridge.fhirmapper.patch;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * FHIRPath Patch (R4 fhirpatch): a Parameters resource whose parameters named {@code operation} are
 * carried out in order.
 */
public final class FhirPathPatch implements ResourcePatch {
    private final FhirJson fhirJson;
    private final FhirPaths paths;
    private final List<ParametersParameterComponent> operations;

    private FhirPathPatch(
            FhirJson fhirJson, FhirPaths paths, List<ParametersParameterComponent> operations) {
        this.fhirJson = fhirJson;
        this.paths = paths;
        this.operations = List.copyOf(operations);
    }

    /**
     * Reads a patch.
     *
     * @throws RadbridgeException {@code fhir-patch-invalid}
     */
    public static FhirPathPatch of(FhirJson fhirJson, FhirPaths paths, Resource body) {
        if (!(body instanceof Parameters parameters)) {
            throw PatchFailure.invalid("a FHIRPath patch is a Parameters resource");
        }
        List<ParametersParameterComponent> operations = parameters.getParameter();
        if (operations.isEmpty()
                || operations.size() > MOST_OPERATIONS
                || operations.stream().anyMatch(o -> !"operation".equals(o.getName()))) {
            throw PatchFailure.invalid(
                    "it consists of one to " + MOST_OPERATIONS + " parameters named operation");
        }
        return new FhirPathPatch(fhirJson, paths, operations);
    }

    @Override
    public String apply(String json, String id) {
        Resource resource = fhirJson.readStrictly(json);
        for (int i = 0; i < operations.size(); i++) {
            new Operation(i, operations.get(i), resource).apply();
        }
        if (!id.equals(resource.getIdElement().getIdPart())) {
            throw PatchFailure.misses(operations.size() - 1, "changes what the resource is");
        }
        return fhirJson.write(resource);
    }

    /** One operation on the resource, which it changes. */
    private final class Operation {
        private final int number;
        private final ParametersParameterComponent parts;
        private final Resource resource;

        private Operation(int number, ParametersParameterComponent parts, Resource resource) {
            this.number = number;
            this.parts = parts;
            this.resource = resource;
        }

        private void apply() {
            String path = text("path");
            switch (text("type")) {
                case "add" -> {
                    Base target = at(path).orElseThrow(() -> misses("adds to what is not there"));
                    ElementList.named(number, target, text("name")).add(value());
                }
                case "insert" -> list(path).insert(index("index"), value());
                case "delete" ->
                        at(path).ifPresent(value ->
                                ElementList.holding(number, resource, value).remove(value));
                case "replace" -> {
                    Base old = at(path).orElseThrow(() -> misses("replaces what is not there"));
                    ElementList.holding(number, resource, old).replace(old, value());
                }
                case "move" -> list(path).move(index("source"), index("destination"));
                default -> throw misses("has no known type");
            }
        }

        /** The list that a path leads to; its last step is the list's name. */
        private ElementList list(String path) {
            int dot = path.lastIndexOf('.');
            if (dot < 0 || path.indexOf(')', dot) >= 0 || path.indexOf(']', dot) >= 0) {
                throw misses("names no list");
            }
            Base parent = at(path.substring(0, dot)).orElseThrow(() -> misses("names no list"));
            return ElementList.named(number, parent, path.substring(dot + 1));
        }

        private Optional<Base> at(String path) {
            List<Base> values = paths.values(resource, path);
            if (values.size() > 1) {
                throw misses("has a path that leads to several elements");
            }
            return values.stream().findFirst();
        }

        /** A value of a data type, or an element that its parts make up. */
        private ParametersParameterComponent value() {
            return part("value").orElseThrow(() -> misses("has no value"));
        }

        private String text(String name) {
            return part(name)
                    .map(ParametersParameterComponent::getValue)
                    .filter(PrimitiveType.class::isInstance)
                    .map(Base::primitiveValue)
                    .orElseThrow(() -> misses("lacks its " + name));
        }

        private int index(String name) {
            return part(name)
                    .map(ParametersParameterComponent::getValue)
                    .filter(IntegerType.class::isInstance)
                    .map(value -> ((IntegerType) value).getValue())
                    .orElseThrow(() -> misses("lacks its " + name));
        }

        private Optional<ParametersParameterComponent> part(String name) {
            return parts.getPart().stream().filter(p -> name.equals(p.getName())).findFirst();
        }

        private RadbridgeException misses(String fault) {
            return PatchFailure.misses(number, fault);
        }
    }
}
