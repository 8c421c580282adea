package org.radbridge.fhirmapper.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.fhirmapper.resource.JsonTrees;

/** JSON Patch (RFC 6902) on a resource's JSON. All operations succeed, or none has effect. */
public final class JsonPatch implements ResourcePatch {
    private final List<JsonOperation> operations;

    private JsonPatch(List<JsonOperation> operations) {
        this.operations = List.copyOf(operations);
    }

    /**
     * Reads a patch.
     *
     * @throws org.radbridge.kit.failure.RadbridgeException {@code fhir-patch-invalid}
     */
    public static JsonPatch parse(String json) {
        JsonNode document = tree(json);
        if (!document.isArray() || document.size() > MOST_OPERATIONS) {
            throw PatchFailure.invalid("a patch is a list of " + MOST_OPERATIONS + " at most");
        }
        List<JsonOperation> operations = new ArrayList<>();
        document.forEach(operation -> operations.add(JsonOperation.of(operation)));
        return new JsonPatch(operations);
    }

    @Override
    public String apply(String json, String id) {
        JsonNode document = tree(json);
        String type = document.path("resourceType").asText();
        for (int i = 0; i < operations.size(); i++) {
            document = new JsonChange(document, i).apply(operations.get(i));
        }
        if (!document.path("resourceType").asText().equals(type)
                || !document.path("id").asText().equals(id)) {
            throw PatchFailure.misses(operations.size() - 1, "changes what the resource is");
        }
        return document.toString();
    }

    private static JsonNode tree(String json) {
        try {
            return JsonTrees.read(json);
        } catch (JsonProcessingException _) {
            throw PatchFailure.invalid("it is no JSON");
        }
    }
}
