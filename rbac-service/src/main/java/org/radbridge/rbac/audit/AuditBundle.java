package org.radbridge.rbac.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.radbridge.contracts.EventJson;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.rbac.audit.AuditRepository.Stored;

/** Stored documents on their way out: alone, or as a searchset Bundle. */
final class AuditBundle {
    private static final ObjectMapper JSON = EventJson.mapper();
    private static final String OBSERVATION_VALUE =
            "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

    private AuditBundle() {}

    /**
     * A searchset Bundle.
     *
     * @param base the address of the AuditEvent type, without query
     * @param self the query of this page
     * @param next the query of the next page, if there is one
     */
    static String of(
            List<Stored> page, Granted granted, String base, String self, Optional<String> next) {
        ObjectNode bundle = JSON.createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        ArrayNode links = bundle.putArray("link");
        link(links, "self", base, self);
        next.ifPresent(query -> link(links, "next", base, query));
        if (!page.isEmpty()) {
            ArrayNode entries = bundle.putArray("entry");
            for (Stored stored : page) {
                JsonNode resource = resource(stored, granted);
                ObjectNode entry = entries.addObject();
                entry.put("fullUrl", base + "/" + resource.path("id").asText());
                entry.set("resource", resource);
                entry.putObject("search").put("mode", "match");
            }
        }
        return write(bundle);
    }

    /** One document. */
    static String of(Stored stored, Granted granted) {
        return write(resource(stored, granted));
    }

    private static void link(ArrayNode links, String relation, String base, String query) {
        links.addObject()
                .put("relation", relation)
                .put("url", query.isEmpty() ? base : base + "?" + query);
    }

    /** The document; one that lacks elements says so (R4 search §3.1.1.5.10). */
    private static JsonNode resource(Stored stored, Granted granted) {
        ObjectNode resource = read(stored.document());
        if (!granted.allElements()) {
            resource.withObjectProperty("meta")
                    .withArrayProperty("tag")
                    .addObject()
                    .put("system", OBSERVATION_VALUE)
                    .put("code", "SUBSETTED");
        }
        return resource;
    }

    private static ObjectNode read(String document) {
        try {
            return (ObjectNode) JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored audit record is not JSON", e);
        }
    }

    private static String write(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree has no JSON form", e);
        }
    }
}
