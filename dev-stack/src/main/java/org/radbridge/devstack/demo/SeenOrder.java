package org.radbridge.devstack.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A study's order with its patient, as the feed told of them.
 *
 * @param reference of the ServiceRequest
 * @param patient reference of the Patient
 * @param name whose it is; empty while nobody has said
 * @param city where they live: only the feed says so
 */
record SeenOrder(String reference, String patient, String name, String city) {

    /** From a FHIR search bundle; empty while there is no order. */
    static Optional<SeenOrder> of(JsonObject bundle) {
        Optional<JsonObject> order = Optional.empty();
        JsonObject patient = new JsonObject();
        for (JsonObject entry : SeenReport.objects(bundle.getJsonArray("entry"))) {
            JsonObject resource = entry.getJsonObject("resource");
            switch (resource.getString("resourceType")) {
                case "ServiceRequest" -> order = Optional.of(resource);
                case "Patient" -> patient = resource;
                default -> {}
            }
        }
        String name = first(patient.getJsonArray("name")).getString("family", "");
        String city = first(patient.getJsonArray("address")).getString("city", "");
        String whose = "Patient/" + patient.getString("id");
        return order.map(found ->
                new SeenOrder("ServiceRequest/" + found.getString("id"), whose, name, city));
    }

    private static JsonObject first(@Nullable JsonArray array) {
        return SeenReport.objects(array).stream().findFirst().orElseGet(JsonObject::new);
    }
}
