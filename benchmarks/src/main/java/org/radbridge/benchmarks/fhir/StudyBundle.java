package org.radbridge.benchmarks.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One study's resources as a transaction: the patient and the device by condition, then the study,
 * eighteen findings, the report and where it comes from.
 */
final class StudyBundle {
    private static final int FINDINGS = 18;
    private static final int STUDIES_PER_PATIENT = 5;

    private final JsonArray entries = new JsonArray();
    private final int study;

    private StudyBundle(int study) {
        this.study = study;
    }

    /**
     * The Bundle of a study.
     *
     * @param study its number; five in a row are one patient's
     */
    static byte[] of(int study) {
        return new StudyBundle(study).bundle().getBytes(StandardCharsets.UTF_8);
    }

    private String bundle() {
        String mrn = "BENCH-" + study / STUDIES_PER_PATIENT;
        String patient =
                add(
                        new JsonObject()
                                .put("resourceType", "Patient")
                                .put("identifier", identifier("urn:benchmark:mrn", mrn))
                                .put(
                                        "name",
                                        new JsonArray()
                                                .add(new JsonObject().put("family", "Benchmark")))
                                .put("birthDate", "1960-01-02"),
                        "identifier=urn:benchmark:mrn|" + mrn);
        String device =
                add(
                        new JsonObject()
                                .put("resourceType", "Device")
                                .put("identifier", identifier("urn:benchmark:device", "1"))
                                .put("manufacturer", "Benchmark"),
                        "identifier=urn:benchmark:device|1");
        String imagingStudy =
                add(
                        new JsonObject()
                                .put("resourceType", "ImagingStudy")
                                .put(
                                        "identifier",
                                        identifier("urn:dicom:uid", "urn:oid:2.25.9." + study))
                                .put("status", "available")
                                .put("subject", reference(patient))
                                .put("started", "2026-11-22T08:15:30Z"),
                        null);
        JsonArray results = new JsonArray();
        for (int i = 0; i < FINDINGS; i++) {
            results.add(reference(add(observation(i, patient, device), null)));
        }
        String report =
                add(
                        new JsonObject()
                                .put("resourceType", "DiagnosticReport")
                                .put(
                                        "identifier",
                                        identifier("urn:dicom:uid", "urn:oid:2.25.8." + study))
                                .put("status", "final")
                                .put("code", code("http://loinc.org", "18748-4"))
                                .put("subject", reference(patient))
                                .put("effectiveDateTime", "2026-11-22T08:15:30Z")
                                .put("issued", "2026-11-22T08:15:40.250Z")
                                .put("imagingStudy", new JsonArray().add(reference(imagingStudy)))
                                .put("result", results)
                                .put("conclusion", "Of a benchmark."),
                        null);
        add(
                new JsonObject()
                        .put("resourceType", "Provenance")
                        .put("target", new JsonArray().add(reference(report)))
                        .put("recorded", "2026-11-22T08:15:40.250Z")
                        .put(
                                "agent",
                                new JsonArray()
                                        .add(new JsonObject().put("who", reference(device)))),
                null);
        return new JsonObject()
                .put("resourceType", "Bundle")
                .put("type", "transaction")
                .put("entry", entries)
                .encode();
    }

    private JsonObject observation(int label, String patient, String device) {
        return new JsonObject()
                .put("resourceType", "Observation")
                .put("status", "final")
                .put("code", code("urn:benchmark:label", "label-" + label))
                .put("subject", reference(patient))
                .put("effectiveDateTime", "2026-11-22T08:15:30Z")
                .put("device", reference(device))
                .put(
                        "valueQuantity",
                        new JsonObject()
                                .put("value", (study * 31 + label * 7) % 1000 / 1000.0)
                                .put("system", "http://unitsofmeasure.org")
                                .put("code", "1"));
    }

    /** Adds an entry; the answer is what the others refer to it by. */
    private String add(JsonObject resource, @org.jspecify.annotations.Nullable String condition) {
        String url = "urn:uuid:" + UUID.randomUUID();
        JsonObject request =
                new JsonObject()
                        .put("method", "POST")
                        .put("url", resource.getString("resourceType"));
        if (condition != null) {
            request.put("ifNoneExist", condition);
        }
        entries.add(
                new JsonObject()
                        .put("fullUrl", url)
                        .put("resource", resource)
                        .put("request", request));
        return url;
    }

    private static JsonArray identifier(String system, String value) {
        return new JsonArray().add(new JsonObject().put("system", system).put("value", value));
    }

    private static JsonObject reference(String url) {
        return new JsonObject().put("reference", url);
    }

    private static JsonObject code(String system, String code) {
        return new JsonObject()
                .put(
                        "coding",
                        new JsonArray()
                                .add(new JsonObject().put("system", system).put("code", code)));
    }
}
