package org.radbridge.fhirmapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Urgency;
import org.radbridge.fhirmapper.mapping.ResourceIds;
import org.radbridge.fhirmapper.testing.FhirClient;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.fhirmapper.testing.SiteRules;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

@Tag("C11")
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@QuarkusTestResource(SiteRules.class)
class ExitPackageIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @Inject Database database;
    MapperPeers peers;
    private EventProbe probe;
    private final FhirClient archivist = FhirClient.as("archivist");
    private final FhirClient radiologist = FhirClient.as("radiologist");
    private final TestStudy study = TestStudies.radiograph("MRN-" + UUID.randomUUID());
    private final InferenceCompleted event = TestResults.critical(study);
    private final String report = ResourceIds.diagnosticReport(study.uid());

    @BeforeEach
    void aResultIsShownAndRead() {
        probe = EventProbe.connect();
        peers.archive(study);
        probe.publish(event, event.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist.request().get("/fhir/DiagnosticReport/" + report).statusCode()
                                == 200);
        String observation =
                ResourceIds.observation(study.uid(), event.runs().getFirst(), "Pneumothorax");
        Response accepted =
                radiologist
                        .request()
                        .header("If-Match", "W/\"1\"")
                        .contentType("application/fhir+json")
                        .urlEncodingEnabled(false)
                        .post("/fhir/Observation/" + observation + "/$accept");
        assertThat(accepted.statusCode()).isEqualTo(200);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void whatIsRestoredIntoAnEmptyRadbridgeEqualsWhatWasPacked() throws Exception {
        showManyFindings();
        quiet();
        String name = made("");
        Map<String, List<String>> before = everything();
        assertThat(before.get("fhir_resource")).hasSizeGreaterThan(8);
        assertThat(before.get("review_act")).isNotEmpty();
        assertThat(before.get("registry_case_evidence")).isNotEmpty();
        empty();
        assertThat(radiologist.request().get("/fhir/DiagnosticReport/" + report).statusCode())
                .isEqualTo(404);

        restored(name, "DONE");

        Map<String, List<String>> after = everything();
        before.forEach((table, rows) ->
                assertThat(after.get(table)).as(table).containsExactlyElementsOf(rows));
        Bundle found =
                radiologist.search(
                        "DiagnosticReport",
                        "imagingStudy.identifier",
                        "urn:dicom:uid|urn:oid:" + study.uid());
        assertThat(FhirClient.of(found, DiagnosticReport.class)).hasSize(1);
        // What is written from now on gets numbers of its own.
        InferenceCompleted later = TestResults.result(study, 2, event.runs().getFirst().findings());
        probe.publish(later, later.lane());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist
                                        .read(DiagnosticReport.class, report)
                                        .getIssuedElement()
                                        .getValueAsString()
                                != null);
        Response again = archivist.request().post("/exit-packages/" + name + "/restore");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.asString()).contains("exit-package-not-empty");
    }

    @Test
    void everyFileIsAsTheManifestSays() throws Exception {
        String name = made("");
        try (ZipFile zip = new ZipFile(peers.packages().resolve(name).toFile())) {
            var manifest =
                    EventJson.mapper().readTree(zip.getInputStream(zip.getEntry("manifest.json")));
            assertThat(manifest.path("files").size()).isEqualTo(zip.size() - 1);
            for (var file : manifest.path("files")) {
                byte[] content =
                        zip.getInputStream(zip.getEntry(file.path("name").asText())).readAllBytes();
                assertThat(content).hasSize(file.path("size").asInt());
                assertThat(
                                HexFormat.of()
                                        .formatHex(
                                                MessageDigest.getInstance("SHA-256")
                                                        .digest(content)))
                        .isEqualTo(file.path("sha256").asText());
            }
            String reports =
                    new String(
                            zip.getInputStream(zip.getEntry("fhir/DiagnosticReport.ndjson"))
                                    .readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            assertThat(reports).contains(report);
            for (String form : List.of("report.pdf", "report.html", "report.dcm")) {
                assertThat(zip.getEntry("reports/" + study.uid() + "/" + form))
                        .as(form)
                        .isNotNull();
            }
        }
    }

    @Test
    void aPackageThatWasChangedIsNotRestored() throws Exception {
        quiet();
        String name = made("");
        String damaged = "damaged-" + name;
        copyWithout(peers.packages().resolve(name), peers.packages().resolve(damaged));
        Map<String, List<String>> before = everything();
        empty();
        String detail = restored(damaged, "FAILED");
        assertThat(detail).contains("exit-package-damaged");
        assertThat(everything().get("fhir_resource")).isEmpty();
        restored(name, "DONE");
        assertThat(everything().get("review_act")).isEqualTo(before.get("review_act"));
    }

    @Test
    void aMonthsPackageHoldsTheReportsOfThatMonthOnly() throws Exception {
        String none = made("?from=2020-01-01&to=2020-01-31");
        try (ZipFile zip = new ZipFile(peers.packages().resolve(none).toFile())) {
            assertThat(zip.getEntry("fhir/DiagnosticReport.ndjson").getSize()).isZero();
            assertThat(zip.getEntry("state/fhir_resource.ndjson")).isNull();
        }
        String month = made("?from=2026-11-01&to=2026-11-30");
        try (ZipFile zip = new ZipFile(peers.packages().resolve(month).toFile())) {
            assertThat(zip.getEntry("fhir/DiagnosticReport.ndjson").getSize()).isPositive();
        }
    }

    @Test
    @Tag("E1")
    void onlyAnArchivistTakesEverythingAway() {
        for (String role : List.of("radiologist", "it-administrator", "integrator")) {
            assertThat(FhirClient.as(role).request().post("/exit-packages").statusCode())
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(archivist.request().post("/exit-packages/..%2Fsecret.zip/restore").statusCode())
                .isEqualTo(404);
        assertThat(archivist.request().post("/exit-packages?from=2026-11-01").statusCode())
                .isEqualTo(400);
    }

    /** More rows than are read at a time. */
    private void showManyFindings() {
        TestStudy large = TestStudies.radiograph("MRN-" + UUID.randomUUID());
        peers.archive(large);
        List<Finding> findings =
                new ArrayList<>(
                        IntStream.range(0, 600)
                                .mapToObj(i -> finding(large, "Label " + i, 0.1))
                                .toList());
        // A case of a registry, by the site's rules.
        findings.add(finding(large, "Stenosis", 0.95));
        InferenceCompleted many = TestResults.result(large, 1, findings);
        probe.publish(many, many.lane());
        String id = ResourceIds.diagnosticReport(large.uid());
        await().atMost(LONG_ENOUGH)
                .until(() ->
                        radiologist.request().get("/fhir/DiagnosticReport/" + id).statusCode()
                                == 200);
    }

    private static Finding finding(TestStudy of, String label, double confidence) {
        return TestResults.finding(of, label, "427359005", confidence, Urgency.ROUTINE);
    }

    /** The name of a package that was made. */
    private String made(String period) throws IOException {
        Response asked = archivist.request().post("/exit-packages" + period);
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        String id = asked.jsonPath().getString("id");
        await().atMost(LONG_ENOUGH)
                .until(() -> !"RUNNING".equals(look(id).jsonPath().getString("state")));
        assertThat(look(id).jsonPath().getString("state"))
                .as(look(id).asString())
                .isEqualTo("DONE");
        Response file = archivist.request().get("/exit-packages/" + id + "/file");
        assertThat(file.statusCode()).isEqualTo(200);
        String name = look(id).jsonPath().getString("name");
        assertThat(file.asByteArray())
                .isEqualTo(Files.readAllBytes(peers.packages().resolve(name)));
        return name;
    }

    /** What is said of a restoring that ended. */
    private String restored(String name, String state) {
        Response asked = archivist.request().post("/exit-packages/" + name + "/restore");
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        String id = asked.jsonPath().getString("id");
        await().atMost(LONG_ENOUGH)
                .until(() -> !"RUNNING".equals(look(id).jsonPath().getString("state")));
        assertThat(look(id).jsonPath().getString("state")).as(look(id).asString()).isEqualTo(state);
        return String.valueOf(look(id).jsonPath().getString("detail"));
    }

    private Response look(String id) {
        return archivist.request().get("/exit-packages/" + id);
    }

    /** The rows of every table that holds results, without what the database counts anew. */
    private Map<String, List<String>> everything() {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table :
                List.of(
                        "fhir_resource",
                        "fhir_history",
                        "fhir_patient_identity",
                        "study_result",
                        "review_act",
                        "feed_time",
                        "patient_merge",
                        "waiting_result",
                        "pacs_delivery",
                        "ehr_delivery",
                        "registry_case",
                        "registry_case_evidence",
                        "fhir_token",
                        "fhir_link",
                        "fhir_span",
                        "fhir_text",
                        "fhir_amount")) {
            tables.put(
                    table,
                    run(
                            "SELECT CAST(to_jsonb(t) AS text) FROM "
                                    + table
                                    + " t ORDER BY CAST(to_jsonb(t) AS text)"));
        }
        return tables;
    }

    /** Waits until nothing is on its way any longer that is due and has somebody to take it. */
    private void quiet() {
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(
                                        run(
                                                "SELECT kind || ' ' || COALESCE(failure_id, '')"
                                                        + " FROM kit_work WHERE state IN ('READY',"
                                                        + " 'RUNNING') AND not_before <= now() AND kind NOT"
                                                        + " LIKE 'send-hl7v2%'"))
                                .isEmpty());
    }

    private void empty() {
        run(
                "WITH a AS (DELETE FROM fhir_resource), b AS (DELETE FROM fhir_history),"
                        + " c AS (DELETE FROM fhir_patient_identity), d AS (DELETE FROM study_result),"
                        + " e AS (DELETE FROM review_act), f AS (DELETE FROM fhir_token),"
                        + " g AS (DELETE FROM fhir_link), h AS (DELETE FROM fhir_span),"
                        + " i AS (DELETE FROM fhir_text), j AS (DELETE FROM fhir_amount),"
                        + " k AS (DELETE FROM fhir_pair), l AS (DELETE FROM feed_time),"
                        + " m AS (DELETE FROM patient_merge), n AS (DELETE FROM waiting_result),"
                        + " o AS (DELETE FROM waiting_result_released),"
                        + " p AS (DELETE FROM pacs_delivery),"
                        + " q AS (DELETE FROM ehr_delivery),"
                        + " x AS (DELETE FROM registry_case_evidence),"
                        + " y AS (DELETE FROM registry_case),"
                        + " s AS (DELETE FROM ups_workitem), t AS (DELETE FROM subscription),"
                        + " u AS (DELETE FROM tracked_lesion) SELECT 'emptied'");
    }

    private List<String> run(String sql) {
        Uni<List<String>> rows =
                database.inTransaction(
                        session -> session.createNativeQuery(sql, String.class).getResultList());
        return rows.await().atMost(LONG_ENOUGH);
    }

    private static void copyWithout(Path from, Path to) throws IOException {
        try (ZipFile in = new ZipFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : in.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream content = in.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    if (entry.getName().equals("state/study_result.ndjson")) {
                        bytes[bytes.length / 2] ^= 1;
                    }
                    out.write(bytes);
                }
                out.closeEntry();
            }
        }
    }
}
