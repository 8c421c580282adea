package org.radbridge.inference.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.Measurement;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.inference.pixels.DicomSamples;
import org.radbridge.inference.testing.ClosedStudies;
import org.radbridge.inference.testing.InferenceParts;
import org.radbridge.inference.testing.ServiceClient;
import org.radbridge.inference.testing.StudyProbe;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.TestTokens;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.DemoStudies.DemoStudy;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.plane.Mask;

/** From study.closed to inference.completed, with the committed models on the real server. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(InferenceParts.class)
class StudyInferenceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StudyProbe probe;

    @BeforeEach
    void connect() {
        probe = StudyProbe.connect();
    }

    @AfterEach
    void close() {
        probe.close();
    }

    static List<DemoStudy> demoStudies() {
        return DemoStudies.all();
    }

    @ParameterizedTest
    @MethodSource("demoStudies")
    @Tag("B2")
    @Tag("B3")
    @Tag("B7")
    @Tag("B9")
    @Tag("B10")
    void aPhantomStudyEndsWithTheFindingsThatAreTrueOfIt(DemoStudy demo) throws IOException {
        String model =
                demo.study().modality().equals("CT") ? ClosedStudies.HEAD_CT : ClosedStudies.CHEST;
        StudyClosed closed = ClosedStudies.of(demo.study(), Lane.ROUTINE, 1, model);
        probe.publish(closed);

        InferenceCompleted completed = probe.completed(closed);

        ModelRun run = completed.runs().getFirst();
        assertThat(present(run)).isEqualTo(demo.findings());
        assertThat(completed.urgency().name()).isEqualTo(demo.urgency().name());
        assertThat(completed.lane())
                .isEqualTo(completed.urgency() == Urgency.CRITICAL ? Lane.URGENT : Lane.ROUTINE);
        assertThat(completed.failures()).isEmpty();
        assertThat(completed.patient()).isEqualTo(closed.patient());
        assertThat(run.findings()).hasSize(model.equals(ClosedStudies.CHEST) ? 18 : 6);
        assertThat(run.instances()).isEqualTo(demo.study().size());
        assertThat(run.statement()).containsIgnoringCase("not for clinical use");
        assertThat(completed.stamps())
                .containsOnlyKeys(
                        TimelineStep.CLOSED,
                        TimelineStep.ROUTED,
                        TimelineStep.PIXELS_READ,
                        TimelineStep.INFERRED);
        assertThat(completed.stamps().get(TimelineStep.INFERRED))
                .isAfterOrEqualTo(completed.stamps().get(TimelineStep.PIXELS_READ));
        run.findings().stream()
                .filter(Finding::present)
                .forEach(finding -> {
                    assertThat(finding.evidence().region()).hasSizeBetween(3, 32);
                    assertMeasured(finding, demo.study());
                });
    }

    /** In the spacing that the study's images have, and in the order of the lesion's true size. */
    private static void assertMeasured(Finding finding, PhantomStudy study) {
        boolean slices = study.modality().equals("CT");
        DataSet image = study.dataSets().getFirst();
        double spacing =
                image.decimals(
                                slices
                                        ? org.radbridge.dicom.data.Tag.PixelSpacing
                                        : org.radbridge.dicom.data.Tag.ImagerPixelSpacing)[0];
        List<Measurement> measured = finding.measurements();
        assertThat(measured)
                .extracting(m -> m.quantity().display())
                .containsExactly("Long axis", "Short axis", "Area");
        assertThat(measured)
                .extracting(m -> m.method().code())
                .containsOnly(slices ? "activation-outline" : "activation-outline-detector");
        double longAxis = measured.get(0).value();
        double shortAxis = measured.get(1).value();
        double area = measured.get(2).value();
        assertThat(longAxis).isGreaterThanOrEqualTo(shortAxis);
        assertThat(area).isBetween(0.3 * longAxis * shortAxis, longAxis * shortAxis);
        Mask lesion =
                study.truth().images().stream()
                        .filter(truth ->
                                truth.sopInstanceUid().equals(finding.evidence().sopInstanceUid()))
                        .findFirst()
                        .orElseThrow()
                        .lesions()
                        .get(finding.label());
        if (lesion != null) {
            double truth = lesion.area() * spacing * spacing;
            assertThat(area).as("mm², of truly " + truth).isBetween(truth / 8, truth * 8);
        }
    }

    @Test
    @Tag("B7")
    void theEvidencePointsAtTheLesion() throws IOException {
        PhantomStudy study = PhantomStudy.tensionPneumothorax(1).salted("evidence");
        StudyClosed closed = ClosedStudies.of(study, Lane.URGENT, 1, ClosedStudies.CHEST);
        probe.publish(closed);

        Finding finding = finding(probe.completed(closed), "Pneumothorax");

        Evidence evidence = finding.evidence();
        var lesion = study.truth().images().getFirst().lesions().get("Pneumothorax");
        assertThat(evidence.sopInstanceUid()).isEqualTo(study.identity().sopInstanceUid(1));
        double column =
                evidence.region().stream().mapToDouble(Evidence.Point::column).average().orElse(-1);
        double row =
                evidence.region().stream().mapToDouble(Evidence.Point::row).average().orElse(-1);
        double lesionColumn =
                lesion.pixels().stream().map(p -> p % lesion.columns()).average().orElse(-1);
        double lesionRow =
                lesion.pixels().stream().map(p -> p / lesion.columns()).average().orElse(-1);
        assertThat(Math.hypot(column - lesionColumn, row - lesionRow))
                .as("pixels between the middle of the outline and the middle of the lesion")
                .isLessThan(lesion.columns() / 5.0);
    }

    @Test
    @Tag("B7")
    @Tag("E1")
    void runsAndHeatMapsAreReadByThoseWhoMayAndNobodyElse() throws IOException {
        PhantomStudy study = PhantomStudy.tensionPneumothorax(1).salted("roles");
        StudyClosed closed = ClosedStudies.of(study, Lane.ROUTINE, 1, ClosedStudies.CHEST);
        probe.publish(closed);
        ModelRun run = probe.completed(closed).runs().getFirst();
        String runs = "/inference-runs?study=" + closed.studyInstanceUid();
        String heatMap = "/inference-runs/" + run.runId() + "/heatmaps/Pneumothorax";

        ServiceClient.get("radiologist", runs)
                .statusCode(200)
                .body("size()", equalTo(1))
                .body("[0].id", equalTo(run.runId()))
                .body("[0].model", equalTo(ClosedStudies.CHEST))
                .body("[0].findings.size()", equalTo(18))
                .body("[0].findings.find { it.label == 'Pneumothorax' }.present", equalTo(true))
                .body("[0].bodyRegion.code", equalTo("51185008"));
        ServiceClient.get("radiologist", "/inference-runs/" + run.runId())
                .statusCode(200)
                .body("urgency", equalTo("CRITICAL"))
                .body("superseded", equalTo(false));
        ServiceClient.get("radiologist", heatMap)
                .statusCode(200)
                .contentType("application/json")
                .body("rows", equalTo(32))
                .body("columns", equalTo(32))
                .body("values.size()", equalTo(32 * 32))
                .body("bottomRight.column", equalTo(1024f));
        byte[] png =
                given().auth()
                        .oauth2(TestTokens.of("radiologist"))
                        .accept("image/png")
                        .get(heatMap)
                        .then()
                        .statusCode(200)
                        .contentType("image/png")
                        .extract()
                        .asByteArray();
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(32);
        ServiceClient.get("radiologist", "/inference-runs/" + run.runId() + "/heatmaps/Hernia")
                .statusCode(404);
        ServiceClient.get("radiologist", "/inference-runs").statusCode(400);
        for (String role :
                List.of(
                        "emergency-physician",
                        "technologist",
                        "resident",
                        "ward-staff",
                        "department-head",
                        "it-administrator",
                        "patient")) {
            ServiceClient.get(role, runs).statusCode(403);
            ServiceClient.get(role, heatMap).statusCode(403);
        }
        given().get(runs).then().statusCode(401);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(probe.audits())
                                .anyMatch(audit ->
                                        audit.resource().equals("heatmap")
                                                && closed.patient().equals(audit.patient())
                                                && audit.userName().equals("radiologist")));
    }

    @Test
    @Tag("B2")
    void aRealRadiographIsRead() throws IOException {
        StudyClosed closed =
                ClosedStudies.ofFiles(
                        List.of(DicomSamples.path("radiograph/RG1_chest_explicit_le.dcm")),
                        ClosedStudies.CHEST);
        probe.publish(closed);

        assertThat(probe.completed(closed).runs().getFirst().findings()).hasSize(18);
    }

    @Test
    @Tag("B3")
    void aRealTiltedHeadCtIsRead() throws IOException {
        List<Path> slices =
                IntStream.rangeClosed(5, 11)
                        .mapToObj("ct-series/head-gantry-tilt/%02d.dcm"::formatted)
                        .map(DicomSamples::path)
                        .toList();
        StudyClosed closed = ClosedStudies.ofFiles(slices, ClosedStudies.HEAD_CT);
        probe.publish(closed);

        assertThat(probe.completed(closed).runs().getFirst().instances()).isEqualTo(7);
    }

    @Test
    @Tag("B3")
    void aRealCompressedCtIsRead() throws IOException {
        StudyClosed closed =
                ClosedStudies.ofFiles(
                        List.of(DicomSamples.path("transfer-syntaxes/ct_rle.dcm")),
                        ClosedStudies.HEAD_CT);
        probe.publish(closed);

        assertThat(probe.completed(closed).runs().getFirst().instances()).isEqualTo(1);
    }

    private static Finding finding(InferenceCompleted completed, String label) {
        return completed.runs().getFirst().findings().stream()
                .filter(finding -> finding.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> present(ModelRun run) {
        return run.findings().stream()
                .filter(Finding::present)
                .map(Finding::label)
                .collect(Collectors.toSet());
    }
}
