package org.radbridge.fhirmapper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.testing.TestTokens;

/** Asks the mapper's FHIR interface as a user. */
public final class FhirClient {
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    private final String token;

    private FhirClient(String token) {
        this.token = token;
    }

    /** A user with one role. */
    public static FhirClient as(String role) {
        return new FhirClient(TestTokens.of(role));
    }

    /** A user of this name with these roles. */
    public static FhirClient asUser(String name, String... roles) {
        return new FhirClient(TestTokens.user(name, roles).token());
    }

    /** A patient who may see the record of one Patient. */
    public static FhirClient asPatient(String patientId) {
        return new FhirClient(
                TestTokens.user("patient-" + patientId, "patient")
                        .with("patient", patientId)
                        .token());
    }

    /** A request with the user's token. */
    public RequestSpecification request() {
        return RestAssured.given()
                .config(
                        RestAssuredConfig.config()
                                .encoderConfig(
                                        EncoderConfig.encoderConfig()
                                                .defaultContentCharset(StandardCharsets.UTF_8)
                                                .encodeContentTypeAs(
                                                        "application/dicom+json", ContentType.TEXT)
                                                .encodeContentTypeAs(
                                                        "application/fhir+json", ContentType.TEXT)
                                                .encodeContentTypeAs(
                                                        "application/json-patch+json",
                                                        ContentType.TEXT)
                                                .encodeContentTypeAs(
                                                        "application/fhir+xml", ContentType.TEXT)))
                .urlEncodingEnabled(true)
                .auth()
                .oauth2(token);
    }

    /** Has something done to the version of a resource that there is now. */
    public void act(String type, String id, String operation) {
        act(type, id, operation, (Parameters) null);
    }

    /** As {@link #act(String, String, String)}, with a comment. */
    public void act(String type, String id, String operation, String comment) {
        act(type, id, operation, new Parameters().addParameter("comment", comment));
    }

    /** As {@link #act(String, String, String)}, saying more. */
    public void act(String type, String id, String operation, @Nullable Parameters said) {
        String url = "/fhir/" + type + "/" + id;
        RequestSpecification request =
                request()
                        .header("If-Match", request().get(url).header("ETag"))
                        .contentType("application/fhir+json")
                        .urlEncodingEnabled(false);
        if (said != null) {
            request.body(CONTEXT.newJsonParser().encodeResourceToString(said));
        }
        Response done = request.post(url + "/" + operation);
        assertThat(done.statusCode()).as(done.asString()).isEqualTo(200);
    }

    public <T extends Resource> T read(Class<T> type, String id) {
        Response response = request().get("/fhir/" + type.getSimpleName() + "/" + id);
        response.then().statusCode(200);
        return CONTEXT.newJsonParser().parseResource(type, response.asString());
    }

    /** The JSON of a resource as it is sent. */
    public Map<String, Object> json(String type, String id) {
        Response response = request().get("/fhir/" + type + "/" + id);
        response.then().statusCode(200);
        return response.jsonPath().getMap("");
    }

    public Bundle search(String type, Map<String, ?> parameters) {
        Response response = request().queryParams(parameters).get("/fhir/" + type);
        response.then().statusCode(200);
        return CONTEXT.newJsonParser().parseResource(Bundle.class, response.asString());
    }

    public Bundle search(String type, String parameter, String value) {
        return search(type, Map.of(parameter, value));
    }

    /** Follows a link of a Bundle. */
    public Bundle follow(String url) {
        String path = url.substring(url.indexOf("/fhir/"));
        Response response = request().urlEncodingEnabled(false).get(path);
        response.then().statusCode(200);
        return CONTEXT.newJsonParser().parseResource(Bundle.class, response.asString());
    }

    /** The OperationOutcome of a request that fails. */
    public static OperationOutcome outcome(Response response) {
        return CONTEXT.newJsonParser().parseResource(OperationOutcome.class, response.asString());
    }

    /** Resources of a type among a Bundle's entries. */
    public static <T extends Resource> List<T> of(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
