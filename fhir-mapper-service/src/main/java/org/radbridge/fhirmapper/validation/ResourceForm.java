package org.radbridge.fhirmapper.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.fhirmapper.resource.JsonTrees;

/**
 * What a verdict on a resource depends on: all of it, but for values that only have to be of their
 * kind. Ids, references, identifiers, instants, quantities and names stand for any others of the
 * same kind, with which of them are equal and in which order they come. Resources of one form are
 * judged alike.
 *
 * @param digest of the form, hexadecimal SHA-256
 */
record ResourceForm(String digest) {
    /** The form of a resource's JSON; empty when it cannot be told. */
    static Optional<ResourceForm> of(String json) {
        try {
            return JsonTrees.read(json) instanceof ObjectNode tree
                    ? Optional.of(of(tree))
                    : Optional.empty();
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** The form of a resource's tree, as {@link JsonTrees} reads it. */
    static ResourceForm of(ObjectNode resource) {
        Outline outline = new Outline();
        outline.object("", resource);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(outline.text().getBytes(StandardCharsets.UTF_8));
            return new ResourceForm(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes a form down; strings are written with their length, so that none looks like two. */
    private static final class Outline {
        private final StringBuilder text = new StringBuilder();
        private final Map<String, Integer> equals = new HashMap<>();
        private final List<OrderedValue> ordered = new ArrayList<>();

        void object(String name, JsonNode object) {
            text.append('{');
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                literal(property.getKey());
                value(name, object, property.getKey(), property.getValue());
            }
            text.append('}');
        }

        private void value(String parent, JsonNode owner, String name, JsonNode value) {
            if (value.isObject()) {
                object(name, value);
            } else if (value.isArray()) {
                text.append('[');
                value.forEach(element -> value(parent, owner, name, element));
                text.append(']');
            } else if (value.isTextual()) {
                text(new Place(parent, owner, name), value.asText());
            } else if (value.isNumber() && name.equals("value")) {
                ordered(OrderedValue.number(value.asText()), value.asText());
            } else {
                text.append(value.getNodeType().ordinal());
                literal(value.asText());
            }
        }

        private void text(Place place, String value) {
            Optional<String> kind = ValueKinds.of(place, value);
            if (kind.isPresent()) {
                text.append('=').append(equals.computeIfAbsent(value, _ -> equals.size()));
                literal(kind.get());
            } else {
                ordered(place.holdsTime() ? OrderedValue.time(value) : Optional.empty(), value);
            }
        }

        private void ordered(Optional<OrderedValue> known, String value) {
            if (known.isPresent()) {
                text.append('~');
                literal(known.get().kind());
                ordered.add(known.get());
            } else {
                text.append('"');
                literal(value);
            }
        }

        private void literal(String value) {
            text.append(value.length()).append(':').append(value);
        }

        String text() {
            OrderedValue.ranks(ordered).forEach(rank -> text.append('#').append(rank));
            return text.toString();
        }
    }
}
