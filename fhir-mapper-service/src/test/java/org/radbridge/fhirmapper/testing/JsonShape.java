package org.radbridge.fhirmapper.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a resource is made of: its elements, and the values of those whose values are rules of the
 * definitions, {@code system}, {@code code}, {@code status} and the like. Two resources of one
 * shape differ in texts, digits, dates and ids only, and in how often an element is repeated.
 */
public final class JsonShape {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Set<String> RULED =
            Set.of(
                    "resourceType",
                    "system",
                    "code",
                    "status",
                    "intent",
                    "url",
                    "use",
                    "profile",
                    "type",
                    "mode",
                    "kind",
                    "gender",
                    "lifecycle");

    private JsonShape() {}

    /** The shape of a resource's JSON. */
    public static String of(String json) {
        TreeSet<String> parts = new TreeSet<>();
        try {
            collect("", "", MAPPER.readTree(json), parts);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        return String.join("\n", parts);
    }

    private static void collect(String path, String name, JsonNode node, Set<String> parts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            collect(
                                    path + "." + field.getKey(),
                                    field.getKey(),
                                    field.getValue(),
                                    parts));
        } else if (node.isArray()) {
            node.forEach(item -> collect(path, name, item, parts));
        } else {
            parts.add(
                    RULED.contains(name)
                            ? path + "=" + DIGITS.matcher(node.asText()).replaceAll("0")
                            : path);
        }
    }
}
