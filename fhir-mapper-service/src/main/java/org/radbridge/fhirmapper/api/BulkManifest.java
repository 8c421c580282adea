package org.radbridge.fhirmapper.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.bulk.BulkExport;

/** The manifest of an export that is ready (Bulk Data Access, response to a status request). */
final class BulkManifest {
    private BulkManifest() {}

    static String write(String base, BulkExport export) {
        ObjectNode manifest = EventJson.mapper().createObjectNode();
        manifest.put("transactionTime", export.transactionTime().toString());
        manifest.put("request", export.request());
        manifest.put("requiresAccessToken", true);
        ArrayNode output = manifest.putArray("output");
        for (BulkExport.File file : export.files().orElse(List.of())) {
            output.addObject()
                    .put("type", file.type())
                    .put("url", base + "/$export-file/" + export.id() + "/" + file.type())
                    .put("count", file.count());
        }
        manifest.putArray("error");
        return manifest.toString();
    }
}
