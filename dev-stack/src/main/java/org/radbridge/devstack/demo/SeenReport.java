package org.radbridge.devstack.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A study's DiagnosticReport with its Observations, read from a FHIR search bundle.
 *
 * @param urgency code of the urgency extension
 * @param subject reference of the Patient
 * @param basedOn references of the orders that are known
 * @param findings the surest first
 */
record SeenReport(
        String id,
        String urgency,
        String subject,
        List<String> basedOn,
        List<SeenFinding> findings) {

    private static final String URGENCY = "https://radbridge.org/fhir/StructureDefinition/urgency";
    private static final String MODEL_LABEL = "https://radbridge.org/fhir/CodeSystem/model-label";

    /** SNOMED CT: Present. */
    private static final String PRESENT = "52101004";

    /** Empty while the bundle holds no report. */
    static Optional<SeenReport> of(JsonObject bundle) {
        Optional<JsonObject> report = Optional.empty();
        List<SeenFinding> findings = new ArrayList<>();
        for (JsonObject entry : objects(bundle.getJsonArray("entry"))) {
            JsonObject resource = entry.getJsonObject("resource");
            switch (resource.getString("resourceType")) {
                case "DiagnosticReport" -> report = Optional.of(resource);
                case "Observation" -> findings.add(finding(resource));
                default -> {}
            }
        }
        findings.sort(Comparator.comparingDouble(SeenFinding::confidence).reversed());
        return report.map(found ->
                new SeenReport(
                        found.getString("id"),
                        urgency(found),
                        found.getJsonObject("subject").getString("reference"),
                        basedOn(found),
                        findings));
    }

    /** Labels that the models call present. */
    Set<String> present() {
        Set<String> labels = new TreeSet<>();
        for (SeenFinding finding : findings) {
            if (finding.present()) {
                labels.add(finding.label());
            }
        }
        return labels;
    }

    private static List<String> basedOn(JsonObject report) {
        return objects(report.getJsonArray("basedOn")).stream()
                .map(order -> order.getString("reference"))
                .filter(Objects::nonNull)
                .toList();
    }

    private static String urgency(JsonObject report) {
        return objects(report.getJsonArray("extension")).stream()
                .filter(extension -> URGENCY.equals(extension.getString("url")))
                .map(extension -> extension.getString("valueCode"))
                .findFirst()
                .orElse("none");
    }

    private static SeenFinding finding(JsonObject observation) {
        JsonObject code = observation.getJsonObject("code");
        boolean present =
                codings(observation.getJsonObject("valueCodeableConcept")).stream()
                        .anyMatch(coding -> PRESENT.equals(coding.getString("code")));
        double confidence =
                objects(observation.getJsonArray("component")).stream()
                        .filter(part ->
                                "confidence".equals(part.getJsonObject("code").getString("text")))
                        .map(part -> part.getJsonObject("valueQuantity").getDouble("value"))
                        .findFirst()
                        .orElse(Double.NaN);
        return new SeenFinding(label(code), code.getString("text", "?"), confidence, present);
    }

    /** The model's coding reads MODEL/LABEL. */
    private static String label(JsonObject code) {
        return codings(code).stream()
                .filter(coding -> MODEL_LABEL.equals(coding.getString("system")))
                .map(coding -> coding.getString("code"))
                .map(text -> text.substring(text.indexOf('/') + 1))
                .findFirst()
                .orElse("?");
    }

    private static List<JsonObject> codings(@Nullable JsonObject concept) {
        return concept == null ? List.of() : objects(concept.getJsonArray("coding"));
    }

    static List<JsonObject> objects(@Nullable JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }
}
