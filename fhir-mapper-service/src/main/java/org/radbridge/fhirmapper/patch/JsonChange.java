package org.radbridge.fhirmapper.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * One operation carried out on a document, which it changes.
 *
 * @param number the operation's place in the patch, for what is said of a failure
 */
record JsonChange(JsonNode document, int number) {

    /** RFC 6902 section 4.6: numbers are equal when their values are. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> {
                if (a.isNumber() && b.isNumber()) {
                    return a.decimalValue().compareTo(b.decimalValue());
                }
                return a.equals(b) ? 0 : 1;
            };

    /** The document after it. */
    JsonNode apply(JsonOperation operation) {
        return switch (operation) {
            case JsonOperation.Add(JsonPointer path, JsonNode value) -> add(path, value.deepCopy());
            case JsonOperation.Remove(JsonPointer path) -> {
                remove(path);
                yield document;
            }
            case JsonOperation.Replace(JsonPointer path, JsonNode value) ->
                    replace(path, value.deepCopy());
            case JsonOperation.Move(JsonPointer from, JsonPointer path) -> move(from, path);
            case JsonOperation.Copy(JsonPointer from, JsonPointer path) ->
                    add(path, at(from).deepCopy());
            case JsonOperation.Test(JsonPointer path, JsonNode value) -> {
                if (!at(path).equals(BY_VALUE, value)) {
                    throw misses("tests for another value");
                }
                yield document;
            }
        };
    }

    private JsonNode move(JsonPointer from, JsonPointer path) {
        if (from.holds(path)) {
            throw misses("moves a value into itself");
        }
        JsonNode moved = at(from);
        if (from.equals(path)) {
            return document;
        }
        remove(from);
        return add(path, moved);
    }

    private JsonNode add(JsonPointer path, JsonNode value) {
        if (path.root()) {
            return value;
        }
        switch (at(path.parent())) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array ->
                    array.insert(
                            path.last().equals("-")
                                    ? array.size()
                                    : index(path.last(), array.size()),
                            value);
            default -> throw misses("adds to what holds nothing");
        }
        return document;
    }

    private JsonNode replace(JsonPointer path, JsonNode value) {
        if (path.root()) {
            return value;
        }
        at(path);
        switch (at(path.parent())) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array -> array.set(index(path.last(), array.size() - 1), value);
            default -> throw misses("replaces what is not there");
        }
        return document;
    }

    private void remove(JsonPointer path) {
        if (path.root()) {
            throw misses("removes everything");
        }
        at(path);
        switch (at(path.parent())) {
            case ObjectNode object -> object.remove(path.last());
            case ArrayNode array -> array.remove(index(path.last(), array.size() - 1));
            default -> throw misses("removes what is not there");
        }
    }

    private JsonNode at(JsonPointer pointer) {
        JsonNode node = document;
        for (String token : pointer.tokens()) {
            JsonNode child =
                    switch (node) {
                        case ObjectNode object -> object.get(token);
                        case ArrayNode array -> array.get(index(token, array.size() - 1));
                        default -> null;
                    };
            if (child == null) {
                throw misses("names what is not there");
            }
            node = child;
        }
        return node;
    }

    private int index(String token, int highest) {
        if (!token.matches("0|[1-9]\\d{0,6}") || Integer.parseInt(token) > highest) {
            throw misses("names no place in a list");
        }
        return Integer.parseInt(token);
    }

    private RadbridgeException misses(String fault) {
        return PatchFailure.misses(number, fault);
    }
}
