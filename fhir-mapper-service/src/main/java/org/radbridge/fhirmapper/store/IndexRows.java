package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.radbridge.contracts.EventJson;
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
        ArrayNode rows = EventJson.mapper().createArrayNode();
        for (Outdated outdated : resources) {
            ResourceParameters parameters =
                    SearchParameters.of(outdated.type())
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            outdated.type() + " is not kept here"));
            Resource resource = fhirJson.read(parameters.model(), outdated.json());
            ObjectNode row = rows.addObject();
            row.put("type", outdated.type());
            row.put("id", resource.getIdElement().getIdPart());
            row.put("version", outdated.version());
            row.put("indexed", SearchParameters.EDITION);
            IndexJson.write(row, parameters.index(resource));
        }
        return new IndexRows(rows.toString());
    }
}
