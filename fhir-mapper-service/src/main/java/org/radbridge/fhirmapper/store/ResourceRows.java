package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
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
        return of(fhirJson, resources, Set.of());
    }

    /**
     * Prepares resources; each id may occur once.
     *
     * @param madeUp ids that were made up at random just now: nothing is looked up for them
     */
    public static ResourceRows of(
            FhirJson fhirJson, List<LabelledResource> resources, Set<String> madeUp) {
        return new ResourceRows(
                JsonRows.of(
                        resources,
                        (json, resource) -> {
                            row(json, fhirJson, resource);
                            json.writeBooleanField(
                                    "made_up", madeUp.contains(resource.resource().getIdPart()));
                        }));
    }

    private static void row(JsonGenerator json, FhirJson fhirJson, LabelledResource labelled)
            throws IOException {
        String type = labelled.resource().fhirType();
        String body = fhirJson.write(labelled.resource());
        json.writeStringField("type", type);
        json.writeStringField("id", labelled.resource().getIdElement().getIdPart());
        json.writeNumberField("ordinal", labelled.ordinal());
        json.writeBooleanField("signed", labelled.state() == ResultState.SIGNED);
        json.writeBooleanField("primary_finding", labelled.primary());
        json.writeNumberField("urgency_rank", labelled.urgency().ordinal());
        json.writeStringField("patient", labelled.patient());
        json.writeStringField("study_instance_uid", labelled.studyInstanceUid());
        json.writeNumberField("indexed", SearchParameters.EDITION);
        json.writeStringField("content_hash", hash(labelled, body));
        json.writeFieldName("body");
        json.writeRawValue(body);
        IndexJson.write(json, index(type, labelled));
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
