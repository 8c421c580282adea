package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.store.OutdatedResources.Outdated;

/**
 * Index entries of resources that are there, ready to be written. Making them is computation, to be
 * done off the event loop.
 *
 * @param json a JSON array
 */
public record IndexRows(String json) {

    /** Computes the entries. */
    public static IndexRows of(FhirJson fhirJson, List<Outdated> resources) {
        return new IndexRows(
                JsonRows.of(resources, (json, outdated) -> row(json, fhirJson, outdated)));
    }

    private static void row(JsonGenerator json, FhirJson fhirJson, Outdated outdated)
            throws IOException {
        ResourceParameters parameters =
                SearchParameters.of(outdated.type())
                        .orElseThrow(() ->
                                new IllegalStateException(outdated.type() + " is not kept here"));
        Resource resource = fhirJson.read(parameters.model(), outdated.json());
        json.writeStringField("type", outdated.type());
        json.writeStringField("id", resource.getIdElement().getIdPart());
        json.writeNumberField("version", outdated.version());
        json.writeNumberField("indexed", SearchParameters.EDITION);
        IndexJson.write(json, parameters.index(resource));
    }
}
