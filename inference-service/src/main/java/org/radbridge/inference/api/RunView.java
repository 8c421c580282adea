package org.radbridge.inference.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.kit.access.AccessDecision.Granted;

/**
 * A run as a caller sees it. Whose it is serves access and audit and is not part of the answer.
 *
 * @param id the run
 * @param studyInstanceUid (0020,000D)
 * @param patient whose study it is
 * @param body the answer, whole
 */
record RunView(UUID id, String studyInstanceUid, PatientIdentifier patient, JsonObject body) {
    static RunView of(Row row) {
        JsonObject body =
                new JsonObject()
                        .put("id", row.getUUID("id").toString())
                        .put("studyInstanceUid", row.getString("study_uid"))
                        .put("revision", row.getInteger("revision"))
                        .put("superseded", row.getBoolean("superseded"))
                        .put("model", row.getString("model"))
                        .put("version", row.getString("version"))
                        .put("deviceUid", row.getString("device_uid"))
                        .put("manufacturer", row.getString("manufacturer"))
                        .put("statement", row.getString("statement"))
                        .put("governance", row.getString("governance"))
                        .put("bodyRegion", row.getValue("body_region"))
                        .put("seriesInstanceUid", row.getString("series_uid"))
                        .put("instances", row.getInteger("instances"))
                        .put("urgency", row.getString("urgency"))
                        .put("inferenceMillis", row.getLong("inference_millis"))
                        .put("recordedAt", row.getOffsetDateTime("recorded_at").toInstant())
                        .put("findings", row.getValue("findings"));
        return new RunView(
                row.getUUID("id"),
                row.getString("study_uid"),
                new PatientIdentifier(
                        row.getString("patient_issuer"), row.getString("patient_value")),
                body);
    }

    /** The answer with the elements that the policy grants. */
    JsonObject body(Granted granted) {
        JsonObject shown = new JsonObject();
        body.forEach(element -> {
            if (granted.element(element.getKey())) {
                shown.put(element.getKey(), element.getValue());
            }
        });
        if (granted.primaryOnly() && shown.containsKey("findings")) {
            shown.put("findings", primary(body.getJsonArray("findings")));
        }
        return shown;
    }

    /** The most urgent of the present findings, of equally urgent ones the most confident. */
    private static JsonArray primary(JsonArray findings) {
        List<String> order = List.of("CRITICAL", "URGENT", "ROUTINE");
        return findings.stream()
                .map(JsonObject.class::cast)
                .filter(finding -> finding.getBoolean("present"))
                .min(
                        Comparator.<JsonObject>comparingInt(
                                        finding -> order.indexOf(finding.getString("urgency")))
                                .thenComparing(finding -> -finding.getDouble("confidence")))
                .map(finding -> new JsonArray().add(finding))
                .orElseGet(JsonArray::new);
    }
}
