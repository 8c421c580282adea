package org.radbridge.fhirmapper.ehr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.mapping.CodeSystems;
import org.radbridge.fhirmapper.mapping.Profiles;

/**
 * Resources of ours as a transaction for a server whose ids are its own (R4 http, section
 * 3.1.0.11). Each is met again by an identifier that carries our id, so that sending it a second
 * time changes what the first time made; a patient is matched by the hospital's identifier, and
 * only made where there is none. A reference inside goes by {@code urn:uuid}; what is not sent is
 * named by its identifier. Documents travel inside what shows them.
 */
final class TransactionBundle {
    /** Those that several studies share: two results must not make them at the same time. */
    private static final Set<String> SHARED = Set.of("Patient", "Device", "Endpoint");

    /** R4 gives them no identifier: a tag carries our id. */
    private static final Set<String> WITHOUT_IDENTIFIER = Set.of("Provenance", "AuditEvent");

    private final Map<String, ObjectNode> sent = new HashMap<>();
    private final Map<String, ObjectNode> known = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    /**
     * @param resources ours, with all they refer to
     * @param types those that are sent
     */
    TransactionBundle(List<ObjectNode> resources, Set<String> types) {
        for (ObjectNode resource : resources) {
            String key = StudyRecord.key(resource);
            known.put(key, resource);
            String type = type(resource);
            boolean identified =
                    !type.equals("Patient") || hospitalIdentifier(resource).isPresent();
            if (types.contains(type) && !type.equals("Binary") && identified) {
                sent.put(key, resource);
                order.add(key);
            }
        }
    }

    /** {@code Type/id} of those that other studies refer to as well. */
    List<String> shared() {
        return order.stream().filter(key -> SHARED.contains(type(key))).sorted().toList();
    }

    /** How many resources are sent. */
    int size() {
        return order.size();
    }

    /** All of them. */
    String json() {
        return json(order);
    }

    /** Some of them, of those that refer to no other. */
    String json(Collection<String> keys) {
        ObjectNode bundle = EventJson.mapper().createObjectNode();
        bundle.put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        keys.forEach(key -> entry(entries.addObject(), key));
        return bundle.toString();
    }

    private void entry(ObjectNode entry, String key) {
        ObjectNode resource = taken(key).deepCopy();
        String type = type(key);
        String id = resource.path("id").asText();
        entry.put("fullUrl", urn(key));
        ObjectNode request = EventJson.mapper().createObjectNode();
        if (type.equals("Patient")) {
            request.put("method", "POST")
                    .put("url", type)
                    .put("ifNoneExist", query(hospitalIdentifier(resource).orElseThrow()));
        } else if (WITHOUT_IDENTIFIER.contains(type)) {
            meta(resource)
                    .withArray("tag")
                    .addObject()
                    .put("system", CodeSystems.RESOURCE)
                    .put("code", id);
            request.put("method", "PUT").put("url", type + "?_tag=" + ours(id));
        } else {
            resource.withArray("identifier")
                    .addObject()
                    .put("system", CodeSystems.RESOURCE)
                    .put("value", id);
            request.put("method", "PUT").put("url", type + "?identifier=" + ours(id));
        }
        resource.remove("id");
        ObjectNode meta = meta(resource);
        meta.remove(List.of("versionId", "lastUpdated"));
        withoutOurProfiles(meta);
        if (meta.isEmpty()) {
            resource.remove("meta");
        }
        rewrite(resource);
        entry.set("resource", resource);
        entry.set("request", request);
    }

    /** Servers refuse what claims a profile that they do not know. */
    private static void withoutOurProfiles(ObjectNode meta) {
        if (meta.path("profile") instanceof ArrayNode profiles) {
            profiles.removeIf(profile -> Profiles.isOurs(profile.asText()));
            if (profiles.isEmpty()) {
                meta.remove("profile");
            }
        }
    }

    private void rewrite(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("reference").asText();
            if (known.containsKey(reference) || reference.matches("[A-Z][A-Za-z]+/[^/]+")) {
                refer(object, reference);
            }
            String url = object.path("url").asText();
            if (url.startsWith("Binary/")) {
                embed(object, url);
            }
        }
        node.forEach(this::rewrite);
    }

    private void refer(ObjectNode reference, String key) {
        if (sent.containsKey(key)) {
            reference.put("reference", urn(key));
            return;
        }
        Optional<ObjectNode> patient =
                Optional.ofNullable(known.get(key)).filter(r -> type(r).equals("Patient"));
        Optional<JsonNode> identifier = patient.flatMap(TransactionBundle::hospitalIdentifier);
        if (identifier.isPresent()) {
            reference.put("reference", "Patient?" + query(identifier.get()));
            return;
        }
        reference.remove("reference");
        reference.put("type", type(key));
        if (!reference.has("identifier")) {
            reference
                    .putObject("identifier")
                    .put("system", CodeSystems.RESOURCE)
                    .put("value", key.substring(key.indexOf('/') + 1));
        }
    }

    private void embed(ObjectNode attachment, String key) {
        ObjectNode binary = known.get(key);
        if (binary != null) {
            attachment.remove("url");
            attachment.set("data", binary.path("data"));
        }
    }

    private ObjectNode taken(String key) {
        ObjectNode resource = sent.get(key);
        if (resource == null) {
            throw new IllegalArgumentException("not among those that are sent");
        }
        return resource;
    }

    private static ObjectNode meta(ObjectNode resource) {
        return resource.withObject("/meta");
    }

    /** The usual identifier, else the first that says of which system it is. */
    private static Optional<JsonNode> hospitalIdentifier(JsonNode patient) {
        JsonNode found = null;
        for (JsonNode identifier : patient.path("identifier")) {
            if (!identifier.path("system").isTextual() || !identifier.path("value").isTextual()) {
                continue;
            }
            if (identifier.path("use").asText().equals("usual")) {
                return Optional.of(identifier);
            }
            found = found == null ? identifier : found;
        }
        return Optional.ofNullable(found);
    }

    private static String query(JsonNode identifier) {
        return "identifier="
                + encoded(token(identifier.path("system").asText()))
                + "%7C"
                + encoded(token(identifier.path("value").asText()));
    }

    private static String ours(String id) {
        return encoded(CodeSystems.RESOURCE) + "%7C" + id;
    }

    /** What a token's value may not hold as it is (R4 search, section 3.1.1.4.0.1). */
    private static String token(String value) {
        return value.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace(",", "\\,")
                .replace("$", "\\$");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String urn(String key) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String type(JsonNode resource) {
        return resource.path("resourceType").asText();
    }

    private static String type(String key) {
        return key.substring(0, key.indexOf('/'));
    }
}
