package org.radbridge.fhirmapper.patch;

import com.fasterxml.jackson.databind.JsonNode;

/** An operation of a JSON Patch (RFC 6902 section 4). */
sealed interface JsonOperation {

    /** Where. */
    JsonPointer path();

    record Add(JsonPointer path, JsonNode value) implements JsonOperation {}

    record Remove(JsonPointer path) implements JsonOperation {}

    record Replace(JsonPointer path, JsonNode value) implements JsonOperation {}

    record Move(JsonPointer from, JsonPointer path) implements JsonOperation {}

    record Copy(JsonPointer from, JsonPointer path) implements JsonOperation {}

    record Test(JsonPointer path, JsonNode value) implements JsonOperation {}

    /** Reads an operation. */
    static JsonOperation of(JsonNode node) {
        JsonPointer path = JsonPointer.of(node.get("path"));
        return switch (node.path("op").asText()) {
            case "add" -> new Add(path, value(node));
            case "remove" -> new Remove(path);
            case "replace" -> new Replace(path, value(node));
            case "move" -> new Move(JsonPointer.of(node.get("from")), path);
            case "copy" -> new Copy(JsonPointer.of(node.get("from")), path);
            case "test" -> new Test(path, value(node));
            default -> throw PatchFailure.invalid("an operation has no known name");
        };
    }

    private static JsonNode value(JsonNode node) {
        JsonNode value = node.get("value");
        if (value == null) {
            throw PatchFailure.invalid("an operation lacks its value");
        }
        return value;
    }
}
