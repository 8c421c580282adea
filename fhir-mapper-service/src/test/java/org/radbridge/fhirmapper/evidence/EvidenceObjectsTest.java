package org.radbridge.fhirmapper.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.PngEncoder;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.image.drawing.Canvas;
import org.radbridge.dicom.image.drawing.Colour;
import org.radbridge.dicom.image.volume.ImagePlane;
import org.radbridge.dicom.image.volume.Vector;
import org.radbridge.dicom.parametricmap.ValueGrid;
import org.radbridge.dicom.presentation.Annotation;
import org.radbridge.fhirmapper.testing.PhantomResults;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.phantoms.PhantomStudy;
import org.radbridge.phantoms.headct.Haemorrhage;
import org.radbridge.phantoms.plane.Mask;

/** Every object shows a phantom's lesion where the truth has it. */
@org.junit.jupiter.api.Tag("C2")
class EvidenceObjectsTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    static Stream<PhantomResults> phantoms() {
        return Stream.of(
                PhantomResults.of(PhantomStudy.tensionPneumothorax(1), "Pneumothorax", "36118008"),
                PhantomResults.of(
                        PhantomStudy.headCt(4, Haemorrhage.EPIDURAL), "epidural", "127294003"));
    }

    static DataSet made(PhantomResults phantom, ObjectKind kind) {
        EvidenceObjects objects = new EvidenceObjects(phantom.result(), TestResults.AUTHOR);
        PlannedObject object = ResultObjects.of(phantom.result()).of(kind).getFirst();
        return switch (kind) {
            case PARAMETRIC_MAP -> objects.parametricMap(object, phantom.image(), phantom.heat());
            case PRESENTATION_STATE -> objects.presentationState(object, phantom.image());
            case SECONDARY_CAPTURE ->
                    objects.secondaryCapture(object, phantom.image(), phantom.heat());
            case KEY_OBJECT_SELECTION -> objects.keyObjects(object);
            case STRUCTURED_REPORT, REJECTION_NOTE -> throw new IllegalArgumentException();
        };
    }

    @ParameterizedTest
    @MethodSource("phantoms")
    void hotPixelsOfTheMapLieOnTheLesionInThePlaneOfTheImage(PhantomResults phantom) {
        DataSet map = made(phantom, ObjectKind.PARAMETRIC_MAP);
        DataSet image = phantom.image().dataSet();
        int rows = map.integer(Tag.Rows).orElseThrow();
        int columns = map.integer(Tag.Columns).orElseThrow();
        boolean cells = rows != image.integer(Tag.Rows).orElseThrow();
        FloatBuffer values =
                ByteBuffer.wrap(map.bytes(Tag.FloatPixelData).orElseThrow())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        ValueGrid heat = phantom.heat();
        int hot = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (values.get(row * columns + column) > 0.5) {
                    hot++;
                    double[] place =
                            cells
                                    ? imagePixel(map, image, column, row)
                                    : new double[] {column + 0.5, row + 0.5};
                    assertThat(isNear(phantom.lesion(), place[0], place[1], heat))
                            .as("hot pixel %d, %d lies at %s", row, column, place)
                            .isTrue();
                }
            }
        }
        assertThat(hot).isPositive();
    }

    /** By way of the patient: the map's plane, then the image's. */
    private static double[] imagePixel(DataSet map, DataSet image, int column, int row) {
        ImagePlane from = ImagePlane.of(map, 0).orElseThrow();
        ImagePlane to = ImagePlane.of(image, 0).orElseThrow();
        assertThat(from.frameOfReference()).isEqualTo(to.frameOfReference());
        double across = column * from.columnSpacing();
        double down = row * from.rowSpacing();
        Vector place =
                new Vector(
                        from.position().x() + across * from.row().x() + down * from.column().x(),
                        from.position().y() + across * from.row().y() + down * from.column().y(),
                        from.position().z() + across * from.row().z() + down * from.column().z());
        Vector within = place.minus(to.position());
        assertThat(Math.abs(within.dot(to.normal()))).as("mm off the slice").isLessThan(1e-6);
        return new double[] {
            within.dot(to.row()) / to.columnSpacing() + 0.5,
            within.dot(to.column()) / to.rowSpacing() + 0.5
        };
    }

    /** A cell that is more than half lesion has a pixel of it within a cell of its middle. */
    private static boolean isNear(Mask lesion, double column, double row, ValueGrid heat) {
        double width = heat.cellWidth();
        double height = heat.cellHeight();
        return lesion.touches(row - height, column - width, row + height, column + width);
    }

    @ParameterizedTest
    @MethodSource("phantoms")
    void theContourOfThePresentationStateLiesAroundTheLesion(PhantomResults phantom)
            throws IOException {
        DataSet state = made(phantom, ObjectKind.PRESENTATION_STATE);
        Files.createDirectories(PICTURES);
        Files.write(
                PICTURES.resolve("presentation-" + phantom.label() + ".png"),
                PngEncoder.encode(drawn(state, phantom)));
        DataSet annotation = state.items(Tag.GraphicAnnotationSequence).getFirst();
        assertThat(
                        annotation
                                .items(Tag.ReferencedImageSequence)
                                .getFirst()
                                .string(Tag.ReferencedSOPInstanceUID))
                .isEqualTo(phantom.image().dataSet().string(Tag.SOPInstanceUID));
        DataSet graphic = annotation.items(Tag.GraphicObjectSequence).getFirst();
        assertThat(graphic.string(Tag.GraphicType)).hasValue("POLYLINE");
        assertThat(graphic.string(Tag.GraphicAnnotationUnits)).hasValue("PIXEL");
        double[] points = graphic.decimals(Tag.GraphicData);
        Mask inside = inside(points, phantom.lesion().rows(), phantom.lesion().columns());
        assertThat(phantom.lesion().within(inside)).as("all of the lesion is inside").isTrue();
        Mask text = labelBox(annotation, phantom.lesion());
        assertThat(text.pixels().intersects(phantom.lesion().pixels()))
                .as("the label covers the lesion")
                .isFalse();
        assertThat(
                        annotation
                                .items(Tag.TextObjectSequence)
                                .getFirst()
                                .string(Tag.UnformattedTextValue)
                                .orElseThrow())
                .contains(phantom.label() + " 0.93")
                .contains("AI, not verified");
    }

    /** The image with what the presentation state says, for a person to look at. */
    private static RenderedFrame drawn(DataSet state, PhantomResults phantom) {
        Canvas canvas = Canvas.of(RenderedFrame.of(Image.of(phantom.image()), 0, Optional.empty()));
        for (DataSet annotation : state.items(Tag.GraphicAnnotationSequence)) {
            for (DataSet graphic : annotation.items(Tag.GraphicObjectSequence)) {
                double[] points = graphic.decimals(Tag.GraphicData);
                for (int i = 0; i + 3 < points.length; i += 2) {
                    canvas.line(
                            points[i],
                            points[i + 1],
                            points[i + 2],
                            points[i + 3],
                            1.5,
                            Annotation.colour(0));
                }
            }
            for (DataSet text : annotation.items(Tag.TextObjectSequence)) {
                double[] corner = text.decimals(Tag.BoundingBoxTopLeftHandCorner);
                double[] opposite = text.decimals(Tag.BoundingBoxBottomRightHandCorner);
                canvas.fill(
                        (int) corner[0],
                        (int) corner[1],
                        (int) opposite[0],
                        (int) opposite[1],
                        Annotation.colour(1),
                        0.3);
                canvas.text(
                        (int) corner[0],
                        (int) corner[1],
                        1,
                        text.string(Tag.UnformattedTextValue)
                                .orElseThrow()
                                .lines()
                                .findFirst()
                                .orElse(""),
                        Annotation.colour(0));
            }
        }
        return canvas.picture();
    }

    private static Mask labelBox(DataSet annotation, Mask lesion) {
        DataSet text = annotation.items(Tag.TextObjectSequence).getFirst();
        double[] from = text.decimals(Tag.BoundingBoxTopLeftHandCorner);
        double[] to = text.decimals(Tag.BoundingBoxBottomRightHandCorner);
        return inside(
                new double[] {from[0], from[1], to[0], from[1], to[0], to[1], from[0], to[1]},
                lesion.rows(),
                lesion.columns());
    }

    @ParameterizedTest
    @MethodSource("phantoms")
    void thePictureShowsItsContourAroundTheLesionAndHeatOnIt(PhantomResults phantom)
            throws IOException {
        DataSet capture = made(phantom, ObjectKind.SECONDARY_CAPTURE);
        RenderedFrame picture =
                new RenderedFrame(
                        capture.integer(Tag.Columns).orElseThrow(),
                        capture.integer(Tag.Rows).orElseThrow(),
                        3,
                        capture.bytes(Tag.PixelData).orElseThrow());
        Files.createDirectories(PICTURES);
        Files.write(
                PICTURES.resolve("overlay-" + phantom.label() + ".png"),
                PngEncoder.encode(picture));

        Mask lesion = phantom.lesion();
        double scale = (double) picture.width() / lesion.columns();
        double[] middle = middle(lesion);
        Colour contour = Annotation.colour(0);
        for (int direction = 0; direction < 8; direction++) {
            double across = Math.cos(direction * Math.PI / 4);
            double down = Math.sin(direction * Math.PI / 4);
            boolean crossed = false;
            for (double step = 0; step < picture.width() && !crossed; step += 0.5) {
                double column = middle[0] * scale + step * across;
                double row = middle[1] * scale + step * down;
                crossed = colour(picture, column, row).equals(contour);
                if (crossed || column < 0 || row < 0) {
                    break;
                }
            }
            assertThat(crossed)
                    .as("a way out of the lesion, towards %d, crosses its contour", direction)
                    .isTrue();
        }
        int warm = 0;
        int[] pixels = lesion.pixels().stream().toArray();
        for (int pixel : pixels) {
            Colour seen =
                    colour(
                            picture,
                            (pixel % lesion.columns() + 0.5) * scale,
                            (pixel / lesion.columns() + 0.5) * scale);
            warm += seen.red() != seen.green() || seen.green() != seen.blue() ? 1 : 0;
        }
        assertThat((double) warm / pixels.length)
                .as("share of the lesion that is coloured")
                .isGreaterThan(0.95);
    }

    private static double[] middle(Mask lesion) {
        int[] pixels = lesion.pixels().stream().toArray();
        double column = 0;
        double row = 0;
        for (int pixel : pixels) {
            column += pixel % lesion.columns() + 0.5;
            row += pixel / lesion.columns() + 0.5;
        }
        return new double[] {column / pixels.length, row / pixels.length};
    }

    private static Colour colour(RenderedFrame picture, double column, double row) {
        int x = Math.clamp((int) column, 0, picture.width() - 1);
        int y = Math.clamp((int) row, 0, picture.height() - 1);
        int at = 3 * (y * picture.width() + x);
        byte[] bytes = picture.bytes();
        return new Colour(bytes[at] & 0xFF, bytes[at + 1] & 0xFF, bytes[at + 2] & 0xFF);
    }

    /** The pixels whose middle lies in a polygon (even-odd rule). */
    private static Mask inside(double[] points, int rows, int columns) {
        Mask mask = new Mask(rows, columns);
        int corners = points.length / 2;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double x = column + 0.5;
                double y = row + 0.5;
                boolean in = false;
                for (int i = 0, j = corners - 1; i < corners; j = i++) {
                    double yi = points[2 * i + 1];
                    double yj = points[2 * j + 1];
                    boolean crosses = yi > y != yj > y;
                    if (crosses
                            && x
                                    < (points[2 * j] - points[2 * i]) * (y - yi) / (yj - yi)
                                            + points[2 * i]) {
                        in = !in;
                    }
                }
                mask.pixels().set(row * columns + column, in);
            }
        }
        return mask;
    }
}
