package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.ResultPublished;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/**
 * Searches over one critical and one routine study, whose patients have one MRN from two issuers.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("C7")
class SearchIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final String mrn = "MRN-" + UUID.randomUUID();
    private final TestStudy critical = TestStudies.radiograph(mrn);
    private final TestStudy routine =
            new TestStudy(
                    TestStudies.headCt(mrn).uid(),
                    new PatientIdentifier("urn:oid:1.2.40.0.3", mrn),
                    "CT",
                    "HEAD",
                    3);

    @BeforeEach
    void publishOnce() {
        if (probe != null) {
            return;
        }
        probe = EventProbe.connect();
        publish(critical, TestResults.critical(critical));
        publish(routine, TestResults.routine(routine));
    }

    @AfterAll
    void disconnect() {
        probe.close();
    }

    /**
     * $C and $R stand for the critical and the routine study's UID, $P for the critical patient.
     */
    @ParameterizedTest(name = "{0}?{1} finds {2} and {3}")
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    DiagnosticReport | patient.identifier=$M                                 | 1 | 1
                    DiagnosticReport | patient.identifier=urn:oid:1.2.40.0.3%7C$M                 | 0 | 1
                    DiagnosticReport | patient:identifier=urn:radbridge:issuer:HOSPITAL%7C$M | 1 | 0
                    DiagnosticReport | patient=Patient/$P                                    | 1 | 0
                    DiagnosticReport | subject=$P                                            | 1 | 0
                    DiagnosticReport | patient.identifier=$M&urgency=critical                | 1 | 0
                    DiagnosticReport | patient.identifier=$M&urgency:not=critical            | 0 | 1
                    DiagnosticReport | patient.identifier=$M&status=preliminary              | 1 | 1
                    DiagnosticReport | patient.identifier=$M&status=final                    | 0 | 0
                    DiagnosticReport | patient.identifier=$M&status=final,preliminary        | 1 | 1
                    DiagnosticReport | patient.identifier=$M&conclusion=http://snomed.info/sct%7C36118008 | 1 | 0
                    DiagnosticReport | patient.identifier=$M&conclusion:missing=true         | 0 | 1
                    DiagnosticReport | patient.identifier=$M&imagingStudy.modality=CT        | 0 | 1
                    DiagnosticReport | patient.identifier=$M&imagingStudy.started=2026-11    | 1 | 1
                    DiagnosticReport | patient.identifier=$M&imagingStudy.started=gt2026     | 0 | 0
                    DiagnosticReport | imagingStudy.identifier=urn:dicom:uid%7Curn:oid:$C    | 1 | 0
                    DiagnosticReport | identifier=urn:oid:$R                                 | 0 | 1
                    DiagnosticReport | basedOn.identifier=A-$M                               | 1 | 1
                    DiagnosticReport | patient.identifier=$M&issued=2026-11-22               | 1 | 1
                    DiagnosticReport | patient.identifier=$M&issued=lt2026-11-22             | 0 | 0
                    DiagnosticReport | patient.identifier=$M&issued=ge2026-11-22T08:15:40Z   | 1 | 1
                    DiagnosticReport | patient.identifier=$M&date=sa2026-11-22               | 0 | 0
                    DiagnosticReport | patient.identifier=$M&_lastUpdated=gt2020             | 1 | 1
                    ImagingStudy     | patient.identifier=$M&modality=DX                     | 1 | 0
                    ImagingStudy     | patient.identifier=$M&bodysite=69536005               | 0 | 1
                    ImagingStudy     | series=$C.1                                           | 1 | 0
                    Observation      | patient.identifier=$M&code=36118008                   | 1 | 1
                    Observation      | patient.identifier=$M&code=36118008&value-concept=52101004 | 1 | 0
                    Observation      | patient.identifier=$M&focus:identifier=urn:oid:$R.1   | 0 | 2
                    Observation      | derived-from.identifier=urn:oid:$C                    | 3 | 0
                    Patient          | identifier=$M                                         | 1 | 1
                    Patient          | identifier=$M&family=doe&given:exact=Jane             | 1 | 1
                    Patient          | identifier=$M&name:contains=AN                        | 1 | 1
                    Patient          | identifier=$M&birthdate=1970-01-02&gender=female      | 1 | 1
                    Patient          | identifier=$M&birthdate=lt1970                        | 0 | 0
                    Observation      | patient.identifier=$M&component-code-value-quantity=confidence$ge0 | 3 | 2
                    Observation      | patient.identifier=$M&component-value-quantity=gt1    | 2 | 0
                    Observation      | patient.identifier=$M&component-code-value-quantity=http://snomed.info/sct%7C103339001$gt22.9%7Chttp://unitsofmeasure.org%7Cmm | 2 | 0
                    Observation      | patient.identifier=$M&component-code-value-quantity=http://snomed.info/sct%7C103339001$gt23.1%7Chttp://unitsofmeasure.org%7Cmm | 0 | 0
                    DiagnosticReport | patient.identifier=$M&_security=AIAST                 | 1 | 1
                    Patient          | identifier=$M&_has:DiagnosticReport:patient:urgency=critical | 1 | 0
                    Patient          | identifier=$M&_has:Observation:subject:device.status=active | 1 | 1
                    Task             | patient.identifier=$M&priority=stat                   | 1 | 0
                    Task             | patient.identifier=$M&focus=DiagnosticReport/$D       | 1 | 0
                    Task             | patient.identifier=$M&status=requested&code=read-result | 1 | 1
                    """)
    void findsWhatMatchesAndNothingElse(String type, String query, int ofCritical, int ofRoutine) {
        List<Resource> found =
                all(radiologist.follow("/fhir/" + type + "?_count=2&" + expanded(query)));
        assertThat(found)
                .filteredOn(r -> isOf(r, critical))
                .as("of the critical study")
                .hasSize(ofCritical);
        assertThat(found)
                .filteredOn(r -> isOf(r, routine))
                .as("of the routine study")
                .hasSize(ofRoutine);
        assertThat(found).hasSize(ofCritical + ofRoutine);
    }

    @Test
    void pagesHoldEachMatchOnceAndTheirLinksTellNoIdentifier() {
        Bundle first =
                radiologist.search(
                        "Observation",
                        Map.of("patient.identifier", mrn, "_count", "2", "_sort", "date"));
        assertThat(first.getEntry()).hasSize(2);
        assertThat(first.getLink("next").getUrl()).doesNotContain(mrn);
        assertThat(all(first).stream().map(Resource::getIdPart)).hasSize(5).doesNotHaveDuplicates();
        assertThat(FhirJudge.instance().errors(first)).isEmpty();

        Response stolen =
                FhirClient.asPatient(critical.patient().key())
                        .request()
                        .urlEncodingEnabled(false)
                        .get(path(first.getLink("next").getUrl()));
        assertThat(stolen.statusCode()).isEqualTo(410);
    }

    @Test
    @Tag("C10")
    void tasksComeInTheOrderInWhichTheyWantDoing() {
        List<Task> tasks =
                FhirClient.of(radiologist.search("Task", "patient.identifier", mrn), Task.class);
        assertThat(tasks)
                .extracting(t -> t.getPriority().toCode())
                .containsExactly("stat", "routine");
        assertThat(tasks.getFirst().getFocus().getReference())
                .isEqualTo("DiagnosticReport/" + ResourceIds.diagnosticReport(critical.uid()));
    }

    @Test
    void aSearchByPostFindsTheSameAsByGet() {
        Response response =
                radiologist
                        .request()
                        .contentType("application/x-www-form-urlencoded")
                        .formParam("patient.identifier", mrn)
                        .formParam("_total", "accurate")
                        .formParam("_count", "1")
                        .post("/fhir/DiagnosticReport/_search");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getInt("total")).isEqualTo(2);
        assertThat(response.jsonPath().getList("entry")).hasSize(1);
    }

    @Test
    void aSummaryLeavesOutWhatTheModelDoesNotMark() {
        Bundle found =
                radiologist.search(
                        "ImagingStudy", Map.of("patient.identifier", mrn, "_summary", "true"));
        assertThat(FhirClient.of(found, ImagingStudy.class))
                .hasSize(2)
                .allSatisfy(study -> {
                    assertThat(study.getMeta().getTagFirstRep().getCode()).isEqualTo("SUBSETTED");
                    assertThat(study.getSeriesFirstRep().hasModality()).isTrue();
                    assertThat(study.getSeriesFirstRep().hasInstance()).isFalse();
                });
    }

    @Test
    void whatRefersToAMatchComesWithItWhenAskedFor() {
        Bundle found =
                radiologist.search(
                        "DiagnosticReport",
                        Map.of(
                                "patient.identifier",
                                mrn,
                                "_revinclude",
                                "Provenance:target",
                                "_include",
                                "DiagnosticReport:patient"));
        assertThat(found.getEntry())
                .filteredOn(entry -> entry.getSearch().getMode() == SearchEntryMode.INCLUDE)
                .extracting(entry -> entry.getResource().fhirType())
                .contains("Provenance", "Patient");
        assertThat(found.getTotal()).isEqualTo(2);
    }

    @Test
    void chosenElementsComeMarkedAsIncomplete() {
        Bundle found =
                radiologist.search(
                        "Observation",
                        Map.of(
                                "patient.identifier",
                                mrn,
                                "code",
                                "36118008",
                                "_elements",
                                "status,code"));
        assertThat(FhirClient.of(found, Observation.class))
                .hasSize(2)
                .allSatisfy(observation -> {
                    assertThat(observation.getComponent()).isEmpty();
                    assertThat(observation.getMeta().getTagFirstRep().getCode())
                            .isEqualTo("SUBSETTED");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "400, /fhir/DiagnosticReport?colour=red, search-parameter-unknown",
        "400, /fhir/DiagnosticReport?status:fuzzy=final, search-modifier-unsupported",
        "400, /fhir/DiagnosticReport?issued=yesterday, search-value-invalid",
        "400, /fhir/DiagnosticReport?_sort=colour, search-value-invalid",
        "400, /fhir/DiagnosticReport?_include=DiagnosticReport:colour, search-parameter-unknown",
        "404, /fhir/Medication, fhir-type-unknown",
        "404, /fhir/Patient/nobody, not-found",
        "404, /fhir/Patient/nobody/_history/1, not-found",
        "410, /fhir/Patient?_page=1, fhir-page-unknown",
        "406, /fhir/Patient?_format=turtle, fhir-format-unsupported",
    })
    void whatIsNotUnderstoodIsAnOperationOutcome(int status, String url, String failure) {
        Response response = radiologist.request().urlEncodingEnabled(false).get(url);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(
                        FhirClient.outcome(response)
                                .getIssueFirstRep()
                                .getDetails()
                                .getCodingFirstRep()
                                .getCode())
                .isEqualTo(failure);
    }

    @Test
    void aSearchWithThousandsOfValuesIsRefused() {
        String values = String.join(",", Collections.nCopies(7_000, "a"));
        Response response =
                radiologist
                        .request()
                        .contentType("application/x-www-form-urlencoded")
                        .formParam("_id", values)
                        .post("/fhir/Patient/_search");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(
                        FhirClient.outcome(response)
                                .getIssueFirstRep()
                                .getDetails()
                                .getCodingFirstRep()
                                .getCode())
                .isEqualTo("search-too-large");
    }

    @Test
    void lenientHandlingPassesOverWhatIsUnknownAndSaysSo() {
        Response response =
                radiologist
                        .request()
                        .header("Prefer", "handling=lenient")
                        .queryParam("colour", "red")
                        .queryParam("patient.identifier", mrn)
                        .get("/fhir/DiagnosticReport");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getString("link[0].url"))
                .contains("patient.identifier")
                .doesNotContain("colour");
    }

    @Test
    void otherFormatsAndMethodsAreRefusedAsOperationOutcome() {
        assertOutcome(radiologist.request().accept("text/turtle").get("/fhir/Patient"), 406);
        assertOutcome(
                radiologist
                        .request()
                        .contentType("application/fhir+json")
                        .body("{}")
                        .post("/fhir/Patient/_search"),
                415);
        assertOutcome(radiologist.request().delete("/fhir/Patient/1/_history/1"), 405);
    }

    @Test
    void aReadTellsItsVersionAndSparesWhoHasItAlready() {
        String report = "/fhir/DiagnosticReport/" + ResourceIds.diagnosticReport(critical.uid());
        Response read = radiologist.request().get(report);
        assertThat(read.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(read.header("Last-Modified")).isNotBlank();
        assertThat(
                        radiologist
                                .request()
                                .header("If-None-Match", "W/\"1\"")
                                .get(report)
                                .statusCode())
                .isEqualTo(304);
        assertThat(radiologist.request().get(report + "/_history/1").asString())
                .isEqualTo(read.asString());
        assertOutcome(radiologist.request().get(report + "/_history/2"), 404);
    }

    private void publish(TestStudy study, InferenceCompleted event) {
        peers.archive(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        probe.events(EventType.RESULT_PUBLISHED, ResultPublished.class).stream()
                                .anyMatch(e -> e.studyInstanceUid().equals(study.uid())));
    }

    private String expanded(String query) {
        return query.replace("$M", mrn)
                .replace("$C", critical.uid())
                .replace("$R", routine.uid())
                .replace("$P", critical.patient().key())
                .replace("$D", ResourceIds.diagnosticReport(critical.uid()));
    }

    private List<Resource> all(Bundle first) {
        List<Resource> all = new ArrayList<>();
        Bundle page = first;
        while (true) {
            page.getEntry().forEach(entry -> all.add(entry.getResource()));
            if (page.getLink("next") == null) {
                return all;
            }
            page = radiologist.follow(page.getLink("next").getUrl());
        }
    }

    private static String path(String url) {
        return url.substring(url.indexOf("/fhir/"));
    }

    private static boolean isOf(Resource resource, TestStudy study) {
        String patient = "Patient/" + study.patient().key();
        String owner =
                switch (resource) {
                    case DiagnosticReport report -> report.getSubject().getReference();
                    case Observation observation -> observation.getSubject().getReference();
                    case ImagingStudy imagingStudy -> imagingStudy.getSubject().getReference();
                    case Task task -> task.getFor().getReference();
                    case Patient self -> "Patient/" + self.getIdPart();
                    default -> throw new IllegalArgumentException(resource.fhirType());
                };
        return owner.equals(patient);
    }

    private static void assertOutcome(Response response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(FhirClient.outcome(response).hasIssue()).isTrue();
    }
}
