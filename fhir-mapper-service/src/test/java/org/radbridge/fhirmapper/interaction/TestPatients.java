package org.radbridge.fhirmapper.interaction;

import io.restassured.response.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.testing.FhirClient;

/** Patients as an EHR writes them. */
final class TestPatients {
    static final String SYSTEM = "urn:oid:2.16.840.1.113883.19.5";

    private TestPatients() {}

    static String mrn() {
        return "MRN-" + UUID.randomUUID();
    }

    /** The id of a Patient that a client has just created. */
    static String created(FhirClient client, String mrn) {
        Response created =
                client.request()
                        .contentType("application/fhir+json")
                        .body(json(mrn))
                        .post("/fhir/Patient");
        created.then().statusCode(201);
        return created.jsonPath().getString("id");
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
