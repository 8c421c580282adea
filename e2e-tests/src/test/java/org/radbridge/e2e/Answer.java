package org.radbridge.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP answer.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body as it came
 */
record Answer(int status, HttpHeaders headers, byte[] body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return MAPPER.readTree(text());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON, status " + status + ": " + text(), e);
        }
    }

    String mediaType() {
        return headers.firstValue("content-type").orElse("").split(";")[0].trim();
    }

    /** The resources of a searchset Bundle, those that were included too. */
    List<JsonNode> resources() {
        List<JsonNode> resources = new ArrayList<>();
        json().path("entry").forEach(entry -> resources.add(entry.path("resource")));
        return resources;
    }

    /** The resources of one type. */
    List<JsonNode> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.path("resourceType").asText().equals(type))
                .toList();
    }
}
