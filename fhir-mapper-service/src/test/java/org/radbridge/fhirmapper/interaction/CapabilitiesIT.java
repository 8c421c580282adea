package org.radbridge.fhirmapper.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;

/**
 * What the CapabilityStatement says is asked of the server, and nothing that it says is refused.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class CapabilitiesIT {
    /** What an interaction of which the policy is asked first, or whose target is missing, says. */
    private static final Set<Integer> ANSWERED = Set.of(200, 201, 204, 400, 403, 404, 405, 422);

    private final FhirClient nobody = FhirClient.as("nobody");
    private final FhirClient ehr = FhirClient.as("integrator");

    @Test
    void everyInteractionThatIsClaimedIsAnswered() {
        CapabilityStatementRestComponent rest = statement().getRestFirstRep();
        Set<String> routes = new HashSet<>();
        for (CapabilityStatementRestResourceComponent type : rest.getResource()) {
            type.getInteraction()
                    .forEach(interaction -> {
                        Response response = call(type.getType(), interaction.getCode());
                        assertThat(response.statusCode())
                                .as("%s of %s", interaction.getCode(), type.getType())
                                .isIn(403, 422);
                        routes.add(interaction.getCode().toCode());
                    });
        }
        assertThat(routes)
                .containsExactlyInAnyOrder(
                        "read",
                        "vread",
                        "update",
                        "patch",
                        "delete",
                        "history-instance",
                        "history-type",
                        "create",
                        "search-type");
        assertThat(rest.getInteraction())
                .extracting(i -> i.getCode().toCode())
                .containsExactlyInAnyOrder("transaction", "batch", "history-system");
    }

    @Test
    void profilesThatAreClaimedAreKnown() {
        List<CapabilityStatementRestResourceComponent> types =
                statement().getRestFirstRep().getResource().stream()
                        .filter(CapabilityStatementRestResourceComponent::hasSupportedProfile)
                        .toList();
        assertThat(types)
                .extracting(CapabilityStatementRestResourceComponent::getType)
                .containsExactlyInAnyOrder("DiagnosticReport", "Observation");
        FhirClient radiologist = FhirClient.as("radiologist");
        for (CapabilityStatementRestResourceComponent type : types) {
            for (CanonicalType profile : type.getSupportedProfile()) {
                Response judged =
                        radiologist
                                .request()
                                .urlEncodingEnabled(false)
                                .contentType("application/fhir+json")
                                .body("{\"resourceType\":\"" + type.getType() + "\"}")
                                .post(
                                        "/fhir/"
                                                + type.getType()
                                                + "/$validate?profile="
                                                + profile.getValue());
                assertThat(judged.statusCode()).as(judged.asString()).isEqualTo(200);
                assertThat(judged.asString()).contains(profile.getValue());
            }
        }
    }

    @Test
    void formatsAreThoseThatAreWritten() {
        CapabilityStatement statement = statement();
        statement
                .getFormat()
                .forEach(format ->
                        assertThat(
                                        RestAssured.given()
                                                .accept(format.getValue())
                                                .get("/fhir/metadata")
                                                .contentType())
                                .startsWith(format.getValue()));
        assertThat(statement.getPatchFormat())
                .extracting(f -> f.getValue())
                .contains("application/json-patch+json", "application/fhir+json");
    }

    @Test
    void operationsThatAreClaimedAreAnswered() {
        assertThat(ehr.request().get("/fhir/Patient/nobody/$everything").statusCode())
                .isIn(ANSWERED);
        CapabilityStatementRestComponent rest = statement().getRestFirstRep();
        assertThat(start("/fhir/$export").statusCode()).isEqualTo(403);
        assertThat(rest.getOperation()).extracting(o -> o.getName()).containsExactly("export");
        for (CapabilityStatementRestResourceComponent type : rest.getResource()) {
            for (var operation : type.getOperation()) {
                Response answer =
                        switch (operation.getName()) {
                            case "everything" ->
                                    nobody.request().get("/fhir/Patient/1/$everything");
                            case "export" ->
                                    start("/fhir/" + type.getType() + group(type) + "/$export");
                            case "translate" ->
                                    start("/fhir/ConceptMap/$translate?system=urn:none&code=none");
                            case "overdue-follow-ups" ->
                                    act("/fhir/ServiceRequest/$overdue-follow-ups");
                            case "validate" -> act("/fhir/" + type.getType() + "/$validate");
                            default ->
                                    act("/fhir/" + type.getType() + "/1/$" + operation.getName());
                        };
                assertThat(answer.statusCode())
                        .as("%s of %s", operation.getName(), type.getType())
                        .isIn(200, 400, 403);
            }
        }
    }

    private static String group(CapabilityStatementRestResourceComponent type) {
        return type.getType().equals("Group") ? "/1" : "";
    }

    private Response start(String path) {
        return nobody.request()
                .urlEncodingEnabled(false)
                .header("Prefer", "respond-async")
                .get(path);
    }

    private Response act(String path) {
        return nobody.request()
                .urlEncodingEnabled(false)
                .contentType("application/fhir+json")
                .post(path);
    }

    private Response call(String type, TypeRestfulInteraction interaction) {
        var request = nobody.request();
        var json = nobody.request().contentType("application/fhir+json");
        String body = "{\"resourceType\":\"" + type + "\",\"id\":\"1\"}";
        return switch (interaction) {
            case READ -> request.get("/fhir/" + type + "/1");
            case VREAD -> request.get("/fhir/" + type + "/1/_history/1");
            case UPDATE -> json.body(body).put("/fhir/" + type + "/1");
            case PATCH ->
                    nobody.request()
                            .contentType("application/json-patch+json")
                            .body("[]")
                            .patch("/fhir/" + type + "/1");
            case DELETE -> request.delete("/fhir/" + type + "/1");
            case HISTORYINSTANCE -> request.get("/fhir/" + type + "/1/_history");
            case HISTORYTYPE -> request.get("/fhir/" + type + "/_history");
            case CREATE -> json.body(body).post("/fhir/" + type);
            case SEARCHTYPE -> request.get("/fhir/" + type);
            case NULL -> throw new AssertionError("no interaction");
        };
    }

    private static CapabilityStatement statement() {
        Response response = RestAssured.given().accept(ContentType.JSON).get("/fhir/metadata");
        return FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(CapabilityStatement.class, response.asString());
    }
}
