package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.ResultState;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.resource.LabelledResource;
import org.radbridge.fhirmapper.search.IndexEntry;
import org.radbridge.fhirmapper.search.SearchParameters;

/**
 * Resources ready to be written: one JSON array with their bodies, labels and index entries, so
 * that any number of them costs one statement. Making it is computation, to be done off the event
 * loop.
 *
 * @param json the array
 */
public record ResourceRows(String json) {

    /** Prepares resources; each id may occur once. */
    public static ResourceRows of(FhirJson fhirJson, List<LabelledResource> resources) {
        ObjectMapper mapper = EventJson.mapper();
        ArrayNode rows = mapper.createArrayNode();
        resources.forEach(resource -> row(rows.addObject(), fhirJson, resource));
        return new ResourceRows(rows.toString());
    }

    private static void row(ObjectNode row, FhirJson fhirJson, LabelledResource labelled) {
        String type = labelled.resource().fhirType();
        String body = fhirJson.write(labelled.resource());
        row.put("type", type);
        row.put("id", labelled.resource().getIdElement().getIdPart());
        row.put("ordinal", labelled.ordinal());
        row.put("signed", labelled.state() == ResultState.SIGNED);
        row.put("primary_finding", labelled.primary());
        row.put("urgency_rank", labelled.urgency().ordinal());
        row.put("patient", labelled.patient());
        row.put("study_instance_uid", labelled.studyInstanceUid());
        row.put("indexed", SearchParameters.EDITION);
        row.put("content_hash", hash(labelled, body));
        row.putRawValue("body", new RawValue(body));
        IndexJson.write(row, index(type, labelled));
    }

    /** A Binary is read through what refers to it, and not searched for. */
    private static List<IndexEntry> index(String type, LabelledResource labelled) {
        if (type.equals("Binary")) {
            return List.of();
        }
        return SearchParameters.of(type)
                .orElseThrow(() -> new IllegalArgumentException(type + " is not kept here"))
                .index(labelled.resource());
    }

    /** Over the body and every label but the ordinal: the same again is no new version. */
    private static String hash(LabelledResource labelled, String body) {
        String all =
                String.join(
                        "\n",
                        labelled.state().name(),
                        Boolean.toString(labelled.primary()),
                        labelled.urgency().name(),
                        String.valueOf(labelled.patient()),
                        String.valueOf(labelled.studyInstanceUid()),
                        body);
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
