package org.radbridge.fhirmapper.patch;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Property;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/** The values of one child of an element, as a list that can be changed. */
final class ElementList {
    private static final int DEEPEST = 64;

    private final int operation;
    private final Base parent;
    private final Property property;

    private ElementList(int operation, Base parent, Property property) {
        this.operation = operation;
        this.parent = parent;
        this.property = property;
    }

    /** The children of a name; a choice of types goes by its name without type. */
    static ElementList named(int operation, Base parent, String name) {
        for (Property property : parent.children()) {
            if (property.getName().equals(name) || property.getName().equals(name + "[x]")) {
                return new ElementList(operation, parent, property);
            }
        }
        throw PatchFailure.misses(operation, "names no element");
    }

    /** The children that a value, somewhere below the root, is one of. */
    static ElementList holding(int operation, Base root, Base value) {
        ElementList found = search(operation, root, value, 0);
        if (found == null) {
            throw PatchFailure.misses(operation, "has a path that leads to no element");
        }
        return found;
    }

    private static @Nullable ElementList search(int operation, Base node, Base value, int depth) {
        if (depth > DEEPEST) {
            throw PatchFailure.misses(operation, "meets what is nested too deep");
        }
        for (Property property : node.children()) {
            for (Base child : property.getValues()) {
                if (child == value) {
                    return new ElementList(operation, node, property);
                }
                ElementList below =
                        child == null ? null : search(operation, child, value, depth + 1);
                if (below != null) {
                    return below;
                }
            }
        }
        return null;
    }

    void add(ParametersParameterComponent value) {
        if (!repeats() && property.hasValues()) {
            throw misses("adds what is there already");
        }
        set(value);
    }

    void insert(int index, ParametersParameterComponent value) {
        List<Base> values = values();
        if (!repeats() || index < 0 || index > values.size()) {
            throw misses("names no place in a list");
        }
        List<Base> after = List.copyOf(values.subList(index, values.size()));
        after.forEach(this::remove);
        set(value);
        after.forEach(this::put);
    }

    void replace(Base old, ParametersParameterComponent value) {
        List<Base> values = values();
        int index = place(values, old);
        values.subList(index, values.size()).forEach(this::remove);
        set(value);
        values.subList(index + 1, values.size()).forEach(this::put);
    }

    void move(int source, int destination) {
        List<Base> values = values();
        if (!repeats()
                || Math.min(source, destination) < 0
                || Math.max(source, destination) >= values.size()) {
            throw misses("names no place in a list");
        }
        values.forEach(this::remove);
        values.add(destination, values.remove(source));
        values.forEach(this::put);
    }

    void remove(Base value) {
        try {
            parent.removeChild(property.getName(), value);
        } catch (FHIRException _) {
            throw misses("removes what cannot be removed");
        }
    }

    private void set(ParametersParameterComponent value) {
        if (value.hasValue()) {
            put(value.getValue());
            return;
        }
        try {
            Base element = parent.addChild(property.getName());
            value.getPart().forEach(part -> named(operation, element, part.getName()).set(part));
        } catch (FHIRException _) {
            throw misses("has a value of another type");
        }
    }

    private void put(Base value) {
        try {
            parent.setProperty(property.getName(), value);
        } catch (FHIRException | ClassCastException | IllegalArgumentException _) {
            throw misses("has a value of another type");
        }
    }

    private boolean repeats() {
        return property.getMaxCardinality() > 1;
    }

    private List<Base> values() {
        return new ArrayList<>(property.getValues());
    }

    private static int place(List<Base> values, Base wanted) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == wanted) {
                return i;
            }
        }
        throw new IllegalStateException("the list was found by this value");
    }

    private RadbridgeException misses(String fault) {
        return PatchFailure.misses(operation, fault);
    }
}
