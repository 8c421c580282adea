package org.radbridge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.PngEncoder;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.DemoStudies.DemoStudy;
import org.radbridge.phantoms.PhantomTruth.ImageTruth;
import org.radbridge.phantoms.plane.Mask;

/** What a radiologist sees of the models' heat maps, held against the truth of the phantoms. */
@Tag("B7")
@Tag("C2")
class HeatMapObjectsE2E {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

    /** A heat map has so many cells along a side. */
    private static final int CELLS = 32;

    private static final RunningSuite SUITE = RunningSuite.get();
    private static final Results RESULTS = new Results(SUITE);
    private static final PacsView PACS = new PacsView(SUITE);
    private static final List<DemoStudy> STUDIES =
            DemoStudies.all(UUID.randomUUID().toString()).stream()
                    .filter(demo -> !demo.findings().isEmpty())
                    .toList();

    @BeforeAll
    static void send() {
        Modality modality = new Modality(SUITE);
        STUDIES.forEach(demo -> modality.cStore(demo.study()));
        for (DemoStudy demo : STUDIES) {
            await().atMost(LONG_ENOUGH)
                    .until(() ->
                            PACS.objects(uid(demo), Uid.KeyObjectSelectionDocumentStorage).size()
                                    == 1);
        }
    }

    static Stream<DemoStudy> studies() {
        return STUDIES.stream();
    }

    @ParameterizedTest
    @MethodSource("studies")
    void everyFindingHasItsMapItsOverlayAndALabelOnItsImage(DemoStudy demo) throws IOException {
        int findings = demo.findings().size();
        assertThat(PACS.objects(uid(demo), Uid.ParametricMapStorage)).hasSize(findings);
        assertThat(PACS.objects(uid(demo), Uid.SecondaryCaptureImageStorage)).hasSize(findings);
        assertThat(PACS.objects(uid(demo), Uid.GrayscaleSoftcopyPresentationStateStorage))
                .flatExtracting(state ->
                        state.items(org.radbridge.dicom.data.Tag.GraphicAnnotationSequence))
                .hasSize(findings);
        Path pictures = Files.createDirectories(Path.of("target", "pictures"));
        int number = 0;
        for (DataSet overlay : PACS.objects(uid(demo), Uid.SecondaryCaptureImageStorage)) {
            RenderedFrame picture =
                    RenderedFrame.of(
                            Image.of(Part10Reader.read(PACS.file(overlay))), 0, Optional.empty());
            Files.write(
                    pictures.resolve(demo.name() + "-" + ++number + ".png"),
                    PngEncoder.encode(picture));
        }
    }

    /**
     * The outline runs at half the height of the activation between the middles of cells that are a
     * 32nd of the image wide, so it follows the lesion no closer than by a cell: four fifths of its
     * inside have to lie on the lesion or within a cell of it.
     */
    @ParameterizedTest
    @MethodSource("studies")
    void contoursLieOnTheLesions(DemoStudy demo) {
        int contours = 0;
        for (DataSet state :
                PACS.objects(uid(demo), Uid.GrayscaleSoftcopyPresentationStateStorage)) {
            for (DataSet annotation :
                    state.items(org.radbridge.dicom.data.Tag.GraphicAnnotationSequence)) {
                Mask lesions = lesions(demo, annotation);
                for (DataSet graphic :
                        annotation.items(org.radbridge.dicom.data.Tag.GraphicObjectSequence)) {
                    contours++;
                    double[] points = graphic.decimals(org.radbridge.dicom.data.Tag.GraphicData);
                    assertThat(shareOnLesion(points, lesions))
                            .as(text(annotation))
                            .isGreaterThan(0.8);
                }
            }
        }
        assertThat(contours).isPositive();
    }

    /** All lesions of the image that an annotation is about, or that an overlay shows. */
    private static Mask lesions(DemoStudy demo, DataSet about) {
        List<DataSet> shown = about.items(org.radbridge.dicom.data.Tag.ReferencedImageSequence);
        String image =
                PacsView.value(
                        (shown.isEmpty()
                                        ? about.items(
                                                org.radbridge.dicom.data.Tag.SourceImageSequence)
                                        : shown)
                                .getFirst(),
                        org.radbridge.dicom.data.Tag.ReferencedSOPInstanceUID);
        return demo.study().truth().images().stream()
                .filter(truth -> truth.sopInstanceUid().equals(image))
                .map(ImageTruth::lesions)
                .flatMap(lesions -> lesions.values().stream())
                .reduce(Mask::or)
                .orElseThrow(() -> new AssertionError("no lesion on image " + image));
    }

    private static String text(DataSet annotation) {
        return PacsView.value(
                annotation.items(org.radbridge.dicom.data.Tag.TextObjectSequence).getFirst(),
                org.radbridge.dicom.data.Tag.UnformattedTextValue);
    }

    /** Of the pixels inside an outline, the share that has lesion within a cell. */
    private static double shareOnLesion(double[] points, Mask lesions) {
        double cell = (double) Math.max(lesions.rows(), lesions.columns()) / CELLS;
        int inside = 0;
        int onLesion = 0;
        for (int row = 0; row < lesions.rows(); row++) {
            for (int column = 0; column < lesions.columns(); column++) {
                if (isInside(points, column + 0.5, row + 0.5)) {
                    inside++;
                    onLesion +=
                            lesions.touches(row - cell, column - cell, row + cell, column + cell)
                                    ? 1
                                    : 0;
                }
            }
        }
        return (double) onLesion / inside;
    }

    /** Even-odd rule. */
    private static boolean isInside(double[] points, double x, double y) {
        boolean in = false;
        int corners = points.length / 2;
        for (int i = 0, j = corners - 1; i < corners; j = i++) {
            double yi = points[2 * i + 1];
            double yj = points[2 * j + 1];
            boolean crosses = yi > y != yj > y;
            if (crosses
                    && x < (points[2 * j] - points[2 * i]) * (y - yi) / (yj - yi) + points[2 * i]) {
                in = !in;
            }
        }
        return in;
    }

    /**
     * DCMTK draws the overlay; what its contour encloses has to lie on the lesion as closely as the
     * contour of the presentation state.
     */
    @ParameterizedTest
    @MethodSource("studies")
    @Tag("interop")
    void overlaysAsDcmtkDrawsThemShowTheContourOnTheLesion(DemoStudy demo, @TempDir Path folder)
            throws IOException, InterruptedException {
        int number = 0;
        for (DataSet overlay : PACS.objects(uid(demo), Uid.SecondaryCaptureImageStorage)) {
            Path file = Files.write(folder.resolve("overlay.dcm"), PACS.file(overlay));
            Path drawn = folder.resolve("overlay.ppm");
            assertThat(Programs.run("dcm2pnm", file.toString(), drawn.toString()).exitCode())
                    .isZero();
            Contour contour = Contour.of(Files.readAllBytes(drawn));
            assertThat(contour.shareOn(lesions(demo, overlay), CELLS))
                    .as("%s, overlay %d", demo.name(), ++number)
                    .isGreaterThan(0.8);
        }
        assertThat(number).isPositive();
    }

    /** What is kept in the folder of pictures is for people to look at. */
    @ParameterizedTest
    @MethodSource("studies")
    @Tag("C5")
    void theReportsDocumentsShowEachFindingOnItsImage(DemoStudy demo) throws IOException {
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() ->
                        assertThat(occurrences("/Subtype/Image", document(demo, "application/pdf")))
                                .isEqualTo(demo.findings().size()));
        assertThat(occurrences("<figcaption>", document(demo, "text/html")))
                .isEqualTo(demo.findings().size());
        Path pictures = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(pictures.resolve(demo.name() + ".pdf"), document(demo, "application/pdf"));
    }

    private static int occurrences(String text, byte[] document) {
        return new String(document, StandardCharsets.ISO_8859_1)
                        .split(Pattern.quote(text), -1)
                        .length
                - 1;
    }

    private static byte[] document(DemoStudy demo, String contentType) {
        for (JsonNode form : RESULTS.reports(uid(demo)).getFirst().path("presentedForm")) {
            if (form.path("contentType").asText().equals(contentType)) {
                return SUITE.api()
                        .get(
                                SUITE.fhir(form.path("url").asText()),
                                SUITE.api().userToken("radiologist"),
                                contentType)
                        .body();
            }
        }
        throw new AssertionError("no " + contentType);
    }

    private static String uid(DemoStudy demo) {
        return demo.study().identity().studyInstanceUid();
    }
}
