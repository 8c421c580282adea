package org.radbridge.fhirmapper.ehr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.fhirmapper.resource.JsonTrees;

/**
 * A study's resources as they are kept here, with what they refer to: the patient, the devices, the
 * endpoint, the documents.
 */
@ApplicationScoped
class StudyRecord {
    private static final Pattern LOCAL = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}");

    private static final String OF_STUDY =
            """
            SELECT CAST(body AS text) AS json FROM fhir_resource
            WHERE study_instance_uid = CAST(?1 AS text) AND type <> 'Binary'
            ORDER BY type, id
            """;

    private static final String NAMED =
            """
            SELECT CAST(r.body AS text) AS json
            FROM unnest(string_to_array(CAST(?1 AS text), ',')) AS named(reference)
            JOIN fhir_resource r ON r.type = split_part(named.reference, '/', 1)
                AND r.id = split_part(named.reference, '/', 2)
            ORDER BY r.type, r.id
            """;

    /** Everything of a study, and what it refers to at the first and second remove. */
    Uni<List<ObjectNode>> of(Mutiny.Session session, String studyInstanceUid) {
        return session.createNativeQuery(OF_STUDY, String.class)
                .setParameter(1, studyInstanceUid)
                .getResultList()
                .map(StudyRecord::resources)
                .chain(own -> withNamed(session, own))
                .chain(first -> withNamed(session, first));
    }

    private static Uni<List<ObjectNode>> withNamed(
            Mutiny.Session session, List<ObjectNode> resources) {
        Set<String> named = new LinkedHashSet<>();
        resources.forEach(resource -> collect(resource, named));
        resources.forEach(resource -> named.remove(key(resource)));
        if (named.isEmpty()) {
            return Uni.createFrom().item(resources);
        }
        return session.createNativeQuery(NAMED, String.class)
                .setParameter(1, named.stream().collect(Collectors.joining(",")))
                .getResultList()
                .map(found -> {
                    List<ObjectNode> all = new ArrayList<>(resources);
                    all.addAll(resources(found));
                    return all;
                });
    }

    /** {@code Type/id}. */
    static String key(JsonNode resource) {
        return resource.path("resourceType").asText() + "/" + resource.path("id").asText();
    }

    private static void collect(JsonNode node, Set<String> named) {
        for (String element : List.of("reference", "url")) {
            String value = node.path(element).asText();
            if (LOCAL.matcher(value).matches()) {
                named.add(value);
            }
        }
        node.forEach(child -> collect(child, named));
    }

    private static List<ObjectNode> resources(List<String> rows) {
        return rows.stream().map(StudyRecord::resource).toList();
    }

    private static ObjectNode resource(String json) {
        try {
            return (ObjectNode) JsonTrees.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored resource cannot be read", e);
        }
    }
}
