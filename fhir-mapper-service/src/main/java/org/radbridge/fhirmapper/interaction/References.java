package org.radbridge.fhirmapper.interaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.store.ResourceKey;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * The references inside a resource: those to other entries of a Bundle and those that are searches
 * become literal ones (R4 http, 3.1.0.11.2), and addresses of this server relative ones.
 */
final class References {
    private static final Pattern CONDITIONAL = Pattern.compile("([A-Z][A-Za-z]+)\\?(.+)");
    private static final int DEEPEST = 64;

    private final String base;

    /**
     * @param base the address of this server
     */
    References(String base) {
        this.base = base + "/";
    }

    /** The searches that stand for references. */
    static List<Condition> conditions(Resource resource) {
        return all(resource).flatMap(r -> condition(r).stream()).toList();
    }

    /**
     * Makes every reference a literal one.
     *
     * @param entries what the entries of the Bundle have become, by their full URL
     * @param found what the searches found
     * @throws RadbridgeException {@code fhir-reference-unresolved}
     */
    void resolve(
            Resource resource,
            Map<String, ResourceKey> entries,
            Map<Condition, Optional<ResourceKey>> found) {
        walk(
                resource,
                0,
                value -> {
                    switch (value) {
                        case Reference reference -> resolve(reference, entries, found);
                        case UriType uri -> {
                            ResourceKey entry = lookup(entries, uri.getValue());
                            if (entry != null) {
                                uri.setValue(entry.reference());
                            }
                        }
                        default -> {}
                    }
                });
    }

    private void resolve(
            Reference reference,
            Map<String, ResourceKey> entries,
            Map<Condition, Optional<ResourceKey>> found) {
        String literal = reference.getReference();
        if (literal == null) {
            return;
        }
        ResourceKey entry = lookup(entries, literal);
        Optional<Condition> condition = condition(reference);
        if (entry != null) {
            point(reference, entry.reference());
        } else if (condition.isPresent()) {
            point(
                    reference,
                    found.getOrDefault(condition.get(), Optional.empty())
                            .orElseThrow(() -> unresolved("a search for one finds nothing"))
                            .reference());
        } else if (literal.startsWith("urn:uuid:")) {
            throw unresolved("no entry has the full URL that it names");
        } else if (literal.startsWith(base)) {
            point(reference, literal.substring(base.length()));
        }
    }

    private static void point(Reference reference, String literal) {
        reference.setReference(literal);
        reference.setResource(null);
    }

    private static @Nullable ResourceKey lookup(
            Map<String, ResourceKey> entries, @Nullable String url) {
        return url == null ? null : entries.get(url);
    }

    private static Optional<Condition> condition(Reference reference) {
        String literal = reference.getReference();
        Matcher matcher = CONDITIONAL.matcher(literal == null ? "" : literal);
        return matcher.matches()
                ? Optional.of(Condition.parse(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    private static RadbridgeException unresolved(String why) {
        return new RadbridgeException(WriteFailure.REFERENCE_UNRESOLVED, why);
    }

    private static Stream<Reference> all(Resource resource) {
        List<Reference> references = new ArrayList<>();
        walk(
                resource,
                0,
                value -> {
                    if (value instanceof Reference reference) {
                        references.add(reference);
                    }
                });
        return references.stream();
    }

    private static void walk(Base value, int depth, Consumer<Base> visitor) {
        if (depth > DEEPEST) {
            throw new RadbridgeException(WriteFailure.INVALID_BODY, "it is nested too deep");
        }
        visitor.accept(value);
        for (Property property : value.children()) {
            for (Base child : property.getValues()) {
                if (child != null) {
                    walk(child, depth + 1, visitor);
                }
            }
        }
    }
}
