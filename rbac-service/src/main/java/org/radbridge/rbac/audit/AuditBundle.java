package org.radbridge.rbac.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.radbridge.contracts.EventJson;
import org.radbridge.rbac.audit.AuditRepository.Stored;

/** A searchset Bundle of stored documents, which are put in as they are. */
final class AuditBundle {
    private static final ObjectMapper JSON = EventJson.mapper();

    private AuditBundle() {}

    /**
     * The bundle. A full page has a link to the next, which repeats no search parameter: an
     * identifier has no place in a URL, so the client sends its parameters again with {@code
     * _before}.
     */
    static String of(List<Stored> page, AuditSearch search) {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        if (page.size() == search.count()) {
            bundle.putArray("link")
                    .addObject()
                    .put("relation", "next")
                    .put(
                            "url",
                            "AuditEvent?_before="
                                    + page.getLast().sequence()
                                    + "&_count="
                                    + search.count());
        }
        ArrayNode entries = bundle.putArray("entry");
        try {
            for (Stored stored : page) {
                ObjectNode entry = entries.addObject();
                entry.set("resource", JSON.readTree(stored.document()));
                entry.putObject("search").put("mode", "match");
            }
            if (page.isEmpty()) {
                bundle.remove("entry");
            }
            return JSON.writeValueAsString(bundle);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored audit record is not JSON", e);
        }
    }
}
