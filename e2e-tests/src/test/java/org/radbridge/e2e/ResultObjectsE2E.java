package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.DemoStudies.DemoStudy;

/** What the suite wrote, judged by programs that others wrote. */
class ResultObjectsE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);
    private static final RunningSuite SUITE = RunningSuite.get();
    private static final Results RESULTS = new Results(SUITE);
    private static final List<DemoStudy> STUDIES = DemoStudies.all(UUID.randomUUID().toString());
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+){2,}");
    private static final List<String> TYPES =
            List.of(
                    "Patient",
                    "ImagingStudy",
                    "Endpoint",
                    "Device",
                    "Observation",
                    "DiagnosticReport",
                    "Provenance",
                    "Task",
                    "Communication");

    @BeforeAll
    static void send() {
        Modality modality = new Modality(SUITE);
        STUDIES.forEach(demo -> modality.cStore(demo.study()));
        for (DemoStudy demo : STUDIES) {
            await().atMost(LONG_ENOUGH)
                    .until(() -> RESULTS.steps(uid(demo)).contains("SR_IN_PACS"));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("C5")
    @Tag("C7")
    void everyResourcePassesTheValidator() {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (String type : TYPES) {
            Map<String, JsonNode> oneOfEachShape = new LinkedHashMap<>();
            all(type).forEach(resource -> oneOfEachShape.putIfAbsent(shape(resource), resource));
            assertThat(oneOfEachShape).as(type).isNotEmpty();
            for (JsonNode resource : oneOfEachShape.values()) {
                List<String> found = FhirJudge.instance().errors(resource.toString());
                if (!found.isEmpty()) {
                    errors.put(type + "/" + resource.path("id").asText(), found);
                }
            }
        }

        assertThat(errors).isEmpty();
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
    @Tag("interop")
    void everyStructuredReportPassesPixelMedAndDicom3tools(DemoStudy demo, @TempDir Path folder)
            throws Exception {
        Path file = fetchedFromPacs(demo, folder);

        Outcome pixelMed =
                run(
                        "java",
                        "-cp",
                        "/usr/share/java/pixelmed.jar",
                        "com.pixelmed.validate.DicomSRValidator",
                        "-checktemplateid",
                        "-checkcontentitemorder",
                        file.toString());
        assertThat(pixelMed.output())
                .contains("IOD validation complete", "Root Template Validation Complete")
                .doesNotContain("Error");
        Outcome dicom3tools = run("dciodvfy", "-new", file.toString());
        assertThat(dicom3tools.output()).doesNotContain("Error");
        Outcome dcmtk = run("dsrdump", file.toString());
        assertThat(dcmtk.exitCode()).as(dcmtk.output()).isZero();
    }

    private record Outcome(int exitCode, String output) {}

    private static Outcome run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // PixelMed compiles its rules to XPath expressions larger than the JDK's default limits,
        // and
        // ends before a second compiler or collector pays.
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djdk.xml.xpathTotalOpLimit=0"
                                + " -Djdk.xml.xpathExprOpLimit=0 -Djdk.xml.xpathExprGrpLimit=0");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /** The structured report as the PACS gives it out: the one part of a multipart answer. */
    private static Path fetchedFromPacs(DemoStudy demo, Path folder) throws IOException {
        String study = uid(demo);
        JsonNode instance =
                SUITE.api()
                        .get(
                                SUITE.pacs(
                                        "/dicom-web/studies/" + study + "/instances?Modality=SR"),
                                null,
                                "application/dicom+json")
                        .json()
                        .path(0);
        Answer answer =
                SUITE.api()
                        .get(
                                SUITE.pacs(
                                        "/dicom-web/studies/"
                                                + study
                                                + "/series/"
                                                + value(instance, "0020000E")
                                                + "/instances/"
                                                + value(instance, "00080018")),
                                null,
                                "multipart/related; type=\"application/dicom\"");
        byte[] body = answer.body();
        String latin = new String(body, StandardCharsets.ISO_8859_1);
        int begin = latin.indexOf("\r\n\r\n") + 4;
        int end = latin.lastIndexOf("\r\n--");
        Path file = folder.resolve(demo.name() + ".dcm");
        Files.write(file, java.util.Arrays.copyOfRange(body, begin, end));
        return file;
    }

    private static String value(JsonNode dicomJson, String tag) {
        return dicomJson.path(tag).path("Value").path(0).asText();
    }

    /** Every resource of a type, page by page. */
    private static List<JsonNode> all(String type) {
        List<JsonNode> all = new ArrayList<>();
        java.net.URI page = SUITE.fhir(type + "?_count=100");
        while (page != null) {
            Answer answer = SUITE.api().get(page, SUITE.api().userToken("radiologist"));
            all.addAll(answer.resources(type));
            page = next(answer);
        }
        return all;
    }

    private static java.net.@org.jspecify.annotations.Nullable URI next(Answer answer) {
        for (JsonNode link : answer.json().path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return java.net.URI.create(link.path("url").asText());
            }
        }
        return null;
    }

    private static String uid(DemoStudy demo) {
        return demo.study().identity().studyInstanceUid();
    }
}
