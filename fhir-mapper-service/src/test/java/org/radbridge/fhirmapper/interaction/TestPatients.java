package org.radbridge.fhirmapper.interaction;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Patients as an EHR writes them. */
final class TestPatients {
    static final String SYSTEM = "urn:oid:2.16.840.1.113883.19.5";

    private TestPatients() {}

    static String mrn() {
        return "MRN-" + UUID.randomUUID();
    }

    /** A Patient's JSON, without id. */
    static String json(String mrn) {
        return json(null, mrn, "Doe");
    }

    static String json(@Nullable String id, String mrn, String family) {
        return """
        {"resourceType":"Patient",%s"active":true,
         "identifier":[{"system":"%s","value":"%s"}],
         "name":[{"family":"%s","given":["Jane","Q"]}],"gender":"female","birthDate":"1980-02-03"}
        """
                .formatted(id == null ? "" : "\"id\":\"" + id + "\",", SYSTEM, mrn, family);
    }
}
