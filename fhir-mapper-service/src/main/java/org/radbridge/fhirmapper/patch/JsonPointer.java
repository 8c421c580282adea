package org.radbridge.fhirmapper.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Pointer (RFC 6901).
 *
 * @param tokens from the document's root; empty for the document
 */
record JsonPointer(List<String> tokens) {
    JsonPointer {
        tokens = List.copyOf(tokens);
    }

    static JsonPointer of(@Nullable JsonNode text) {
        if (text == null || !text.isTextual()) {
            throw PatchFailure.invalid("an operation has no pointer");
        }
        String pointer = text.textValue();
        if (pointer.isEmpty()) {
            return new JsonPointer(List.of());
        }
        if (pointer.charAt(0) != '/') {
            throw PatchFailure.invalid("a pointer begins with a slash");
        }
        List<String> tokens = new ArrayList<>();
        for (String token : pointer.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(tokens);
    }

    boolean root() {
        return tokens.isEmpty();
    }

    String last() {
        return tokens.getLast();
    }

    JsonPointer parent() {
        return new JsonPointer(tokens.subList(0, tokens.size() - 1));
    }

    /** Whether the other points below this. */
    boolean holds(JsonPointer other) {
        return other.tokens.size() > tokens.size()
                && other.tokens.subList(0, tokens.size()).equals(tokens);
    }
}
