package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.DemoStudies.DemoStudy;

/** What the suite wrote, judged by programs that others wrote. */
class ResultObjectsE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);
    private static final RunningSuite SUITE = RunningSuite.get();
    private static final PacsView PACS = new PacsView(SUITE);
    private static final Results RESULTS = new Results(SUITE);
    private static final List<DemoStudy> STUDIES = DemoStudies.all(UUID.randomUUID().toString());
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+){2,}");

    private static final String AUDIT = "AuditEvent";

    /** What the suite writes itself, of each study or for all. */
    private static final List<String> WRITTEN =
            List.of(
                    "Patient",
                    "ImagingStudy",
                    "Endpoint",
                    "Device",
                    "Observation",
                    "DiagnosticReport",
                    "DocumentReference",
                    "Provenance",
                    "Task",
                    "Communication",
                    AUDIT);

    @BeforeAll
    static void send() {
        Modality modality = new Modality(SUITE);
        STUDIES.forEach(demo -> modality.cStore(demo.study()));
        for (DemoStudy demo : STUDIES) {
            await().atMost(LONG_ENOUGH)
                    .until(() -> RESULTS.steps(uid(demo)).contains("SR_IN_PACS"));
            await().atMost(LONG_ENOUGH)
                    .until(() -> PACS.objects(uid(demo)).size() >= objectsOf(demo));
        }
    }

    /**
     * How many objects there are at least: a report; for each finding a map and an overlay, on one
     * image or several, whose states and selection come together.
     */
    private static int objectsOf(DemoStudy demo) {
        int findings = demo.findings().size();
        return findings == 0 ? 1 : 1 + 2 * findings + 2;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("C5")
    @Tag("C7")
    void everyResourcePassesTheValidator() {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        Set<String> types = new TreeSet<>();
        for (String type : types()) {
            Map<String, JsonNode> oneOfEachShape = new LinkedHashMap<>();
            written(type)
                    .forEach(resource -> oneOfEachShape.putIfAbsent(shape(resource), resource));
            if (!oneOfEachShape.isEmpty()) {
                types.add(type);
            }
            for (JsonNode resource : oneOfEachShape.values()) {
                List<String> found = FhirJudge.instance().errors(resource.toString());
                if (!found.isEmpty()) {
                    errors.put(type + "/" + resource.path("id").asText(), found);
                }
            }
        }

        assertThat(errors).isEmpty();
        assertThat(types).containsAll(WRITTEN);
    }

    /** All types with a history that the server knows, and the record of accesses. */
    private static Set<String> types() {
        Set<String> types = new TreeSet<>(List.of(AUDIT));
        JsonNode statement =
                SUITE.api().get(SUITE.fhir("metadata"), null, "application/fhir+json").json();
        for (JsonNode resource : statement.path("rest").path(0).path("resource")) {
            if (resource.path("interaction").findValuesAsText("code").contains("history-type")) {
                types.add(resource.path("type").asText());
            }
        }
        return types;
    }

    /** Every version of every resource of a type, as who sees most may see it. */
    private static List<JsonNode> written(String type) {
        return type.equals(AUDIT)
                ? all(type, SUITE.rbac("/fhir/AuditEvent?_count=500"), "privacy-officer")
                : all(type, SUITE.fhir(type + "/_history?_count=100"), "radiologist");
    }

    /**
     * The resource without what tells it from its like: identifiers, and the digits of times and
     * figures. The suite has written hundreds by now, and the validator takes its time for each.
     */
    private static String shape(JsonNode resource) {
        return UID.matcher(UUID_TEXT.matcher(resource.toString()).replaceAll("UUID"))
                .replaceAll("UID")
                .replaceAll("[0-9]", "0");
    }

    static Stream<DemoStudy> studies() {
        return STUDIES.stream();
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("C1")
    @Tag("C2")
    @Tag("interop")
    void noJudgeFindsAFaultInAnyObject(DemoStudy demo, @TempDir Path folder) throws Exception {
        List<DataSet> objects = PACS.objects(uid(demo));
        assertThat(objects).hasSizeGreaterThanOrEqualTo(objectsOf(demo));
        for (DataSet object : objects) {
            String sopClass = PacsView.value(object, org.radbridge.dicom.data.Tag.SOPClassUID);
            Path file = Files.write(folder.resolve("object.dcm"), PACS.file(object));
            assertThat(Programs.faults(sopClass, file)).as(sopClass).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("studies")
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("C1")
    @Tag("interop")
    void dcmtkReadsEveryFindingInTheStructuredReport(DemoStudy demo, @TempDir Path folder)
            throws Exception {
        DataSet report = PACS.objects(uid(demo), Uid.Comprehensive3DSRStorage).getFirst();
        Path file = Files.write(folder.resolve("report.dcm"), PACS.file(report));
        String dump = Programs.run("dsrdump", file.toString()).output();
        List<JsonNode> findings =
                RESULTS.reportWithObservations(uid(demo)).resources("Observation");
        assertThat(findings).isNotEmpty();
        for (JsonNode finding : findings) {
            assertThat(dump)
                    .contains(
                            "(,,\"Tracking Identifier\")=\""
                                    + finding.path("code").path("text").asText()
                                    + "\"");
        }
        assertThat(dump.split("=\\(52101004,SCT,\"Present\"\\)", -1))
                .hasSize(demo.findings().size() + 1);
        assertThat(dump.split("=\\(2667000,SCT,\"Absent\"\\)", -1))
                .hasSize(findings.size() - demo.findings().size() + 1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("C2")
    @Tag("C3")
    @Tag("interop")
    void orthancTakesEveryObjectAndGivesItBackBitForBit(@TempDir Path folder) throws Exception {
        try (Orthanc orthanc = new Orthanc(folder)) {
            for (DemoStudy demo : STUDIES) {
                for (DataSet object : PACS.objects(uid(demo))) {
                    byte[] file = PACS.file(object);
                    assertThat(orthanc.file(orthanc.put(file)))
                            .as(PacsView.value(object, org.radbridge.dicom.data.Tag.SOPClassUID))
                            .isEqualTo(file);
                }
            }
        }
    }

    /** Page by page; nothing of a type that the role does not see. */
    private static List<JsonNode> all(String type, URI first, String role) {
        List<JsonNode> all = new ArrayList<>();
        URI page = first;
        while (page != null) {
            Answer answer = SUITE.api().get(page, SUITE.api().userToken(role));
            if (answer.status() == 403) {
                return List.of();
            }
            assertThat(answer.status()).as(type).isEqualTo(200);
            all.addAll(answer.resources(type));
            page = next(answer);
        }
        return all;
    }

    private static @Nullable URI next(Answer answer) {
        for (JsonNode link : answer.json().path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return URI.create(link.path("url").asText());
            }
        }
        return null;
    }

    private static String uid(DemoStudy demo) {
        return demo.study().identity().studyInstanceUid();
    }
}
