package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Collection;
import java.util.Comparator;
import org.radbridge.contracts.EventJson;

/** Which resource: its type and id. */
public record ResourceKey(String type, String id) {
    private static final Comparator<ResourceKey> ORDER =
            Comparator.comparing(ResourceKey::type).thenComparing(ResourceKey::id);

    /** As a relative reference. */
    public String reference() {
        return type + "/" + id;
    }

    /** A JSON array, as statements take it: in one order, in which rows are locked. */
    static String json(Collection<ResourceKey> keys) {
        ArrayNode array = EventJson.mapper().createArrayNode();
        keys.stream()
                .sorted(ORDER)
                .forEach(key -> array.addObject().put("type", key.type()).put("id", key.id()));
        return array.toString();
    }
}
