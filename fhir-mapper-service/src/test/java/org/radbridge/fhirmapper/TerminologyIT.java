package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.terminology.FindingTable;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
class TerminologyIT {
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();

    private final FhirClient anybody = FhirClient.as("ward-staff");

    @Test
    @Tag("C9")
    void aLabelTranslatesToItsCodesAndACodeBackToItsLabels() {
        Parameters there =
                translated(
                        Map.of(
                                "system",
                                FindingTable.MODEL_LABEL,
                                "code",
                                "chest_radiograph_reference/Pneumothorax"));
        assertThat(result(there)).isTrue();
        assertThat(codes(there)).containsExactlyInAnyOrder("36118008", "RID5352");

        Parameters back =
                translated(
                        Map.of(
                                "system",
                                "http://snomed.info/sct",
                                "code",
                                "36118008",
                                "reverse",
                                "true"));
        assertThat(codes(back)).containsExactly("chest_radiograph_reference/Pneumothorax");
        assertThat(FhirJudge.instance().errors(there)).isEmpty();

        Parameters none = translated(Map.of("system", "http://snomed.info/sct", "code", "1"));
        assertThat(result(none)).isFalse();
    }

    @Test
    @Tag("C9")
    void parametersOfAPostAreUnderstoodAndWhatIsMissingIsSaid() {
        Parameters asked = new Parameters();
        asked.addParameter()
                .setName("coding")
                .setValue(new Coding("http://radlex.org", "RID5352", null));
        asked.addParameter().setName("reverse").setValue(new BooleanType(true));
        Response answer =
                anybody.request()
                        .contentType("application/fhir+json")
                        .body(CONTEXT.newJsonParser().encodeResourceToString(asked))
                        .urlEncodingEnabled(false)
                        .post("/fhir/ConceptMap/$translate");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(
                        codes(
                                CONTEXT.newJsonParser()
                                        .parseResource(Parameters.class, answer.asString())))
                .containsExactly("chest_radiograph_reference/Pneumothorax");

        Response bad =
                anybody.request()
                        .urlEncodingEnabled(false)
                        .get("/fhir/ConceptMap/$translate?code=36118008");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(FhirClient.outcome(bad).getIssueFirstRep().getDiagnostics())
                .contains("system and code");
    }

    @Test
    @Tag("G3")
    @Tag("E1")
    void anOperatorHasADictionaryExaminedAndNobodyElse() {
        String dictionary = "code,display\nD1,Pneumothorax\nICH,\n";
        Response report =
                FhirClient.as("it-administrator")
                        .request()
                        .contentType("text/csv")
                        .body(dictionary)
                        .post("/operations/terminology/audit");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.jsonPath().getInt("resolved")).isEqualTo(1);
        assertThat(report.jsonPath().getInt("ambiguous")).isEqualTo(2);
        assertThat(
                        anybody.request()
                                .contentType("text/csv")
                                .body(dictionary)
                                .post("/operations/terminology/audit")
                                .statusCode())
                .isEqualTo(403);
        List<Map<String, Object>> faults =
                FhirClient.as("it-administrator")
                        .request()
                        .get("/operations/terminology")
                        .jsonPath()
                        .getList("faults");
        assertThat(faults).isEmpty();
    }

    private Parameters translated(Map<String, String> query) {
        String parameters =
                query.entrySet().stream()
                        .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        Response answer =
                anybody.request()
                        .urlEncodingEnabled(false)
                        .get("/fhir/ConceptMap/$translate?" + parameters);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return CONTEXT.newJsonParser().parseResource(Parameters.class, answer.asString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static boolean result(Parameters parameters) {
        return ((BooleanType) parameters.getParameterValue("result")).booleanValue();
    }

    private static List<String> codes(Parameters parameters) {
        return parameters.getParameter().stream()
                .filter(p -> p.getName().equals("match"))
                .flatMap(p -> p.getPart().stream())
                .filter(part -> part.getName().equals("concept"))
                .map(part -> ((Coding) part.getValue()).getCode())
                .toList();
    }
}
