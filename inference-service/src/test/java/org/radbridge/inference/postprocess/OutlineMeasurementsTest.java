package org.radbridge.inference.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.Evidence.Point;
import org.radbridge.contracts.Measurement;
import org.radbridge.inference.spacing.PixelSpacing;
import org.radbridge.inference.spacing.PixelSpacing.Basis;

@Tag("B9")
class OutlineMeasurementsTest {
    private static final PixelSpacing HALF = new PixelSpacing(0.5, 0.5, Basis.SLICE);
    private static final int TRIES = 500;

    private final Random random = new Random(20261127);

    @Test
    void aRectanglesLongAxisIsItsDiagonalAndTheShortAxisCrossesItAtARightAngle() {
        for (int i = 0; i < TRIES; i++) {
            double wide = 10 + 90 * random.nextDouble();
            double high = 5 + (wide - 5) * random.nextDouble();
            List<Point> outline =
                    turned(
                            List.of(
                                    new Point(0, 0),
                                    new Point(wide, 0),
                                    new Point(wide, high),
                                    new Point(0, high)));
            double diagonal = Math.hypot(wide, high);

            assertMeasured(
                    OutlineMeasurements.of(outline, HALF),
                    diagonal / 2,
                    high * diagonal / wide / 2,
                    wide * high / 4,
                    Percentage.withPercentage(1e-6));
        }
    }

    @Test
    void anEllipsesAxesAreItsDiametersHoweverItIsTurned() {
        for (int i = 0; i < TRIES; i++) {
            double half = 20 + 80 * random.nextDouble();
            double shorter = half * (0.2 + 0.7 * random.nextDouble());

            assertMeasured(
                    OutlineMeasurements.of(turned(ellipse(half, shorter)), HALF),
                    half,
                    shorter,
                    Math.PI * half * shorter / 4,
                    Percentage.withPercentage(0.5));
        }
    }

    @Test
    void rowsAndColumnsHaveSpacingsOfTheirOwn() {
        // A circle of 40 pixels: 40 mm down, 10 mm across.
        PixelSpacing uneven = new PixelSpacing(1, 0.25, Basis.SLICE);

        assertMeasured(
                OutlineMeasurements.of(ellipse(20, 20), uneven),
                40,
                10,
                Math.PI * 20 * 5,
                Percentage.withPercentage(0.5));
    }

    @Test
    void aBayDoesNotNarrowWhatReachesAcrossIt() {
        // A horseshoe, 100 long and 60 high, open to the right.
        List<Point> horseshoe =
                List.of(
                        new Point(0, 0),
                        new Point(100, 0),
                        new Point(100, 10),
                        new Point(20, 10),
                        new Point(20, 50),
                        new Point(100, 50),
                        new Point(100, 60),
                        new Point(0, 60));

        List<Measurement> measured = OutlineMeasurements.of(horseshoe, HALF);

        assertThat(measured.get(0).value()).isCloseTo(Math.hypot(100, 60) / 2, within(1e-9));
        assertThat(measured.get(1).value()).isCloseTo(0.6 * Math.hypot(100, 60) / 2, within(1e-9));
        assertThat(measured.get(2).value()).isCloseTo((6000 - 3200) / 4.0, within(1e-9));
    }

    @Test
    void theMethodSaysThatNothingWasSegmentedAndWhereTheSpacingHolds() {
        for (Basis basis : Basis.values()) {
            List<Measurement> measured =
                    OutlineMeasurements.of(ellipse(20, 10), new PixelSpacing(1, 1, basis));

            assertThat(measured).extracting(Measurement::unit).containsExactly("mm", "mm", "mm2");
            assertThat(measured)
                    .allSatisfy(m ->
                            assertThat(m.method().display())
                                    .containsIgnoringCase("activation")
                                    .containsPattern("not a segmentation|no segmentation")
                                    .hasSizeLessThanOrEqualTo(64));
        }
        assertThat(
                        OutlineMeasurements.of(
                                        ellipse(20, 10), new PixelSpacing(1, 1, Basis.DETECTOR))
                                .getFirst()
                                .method()
                                .code())
                .isEqualTo("activation-outline-detector");
    }

    @Test
    void anOutlineOfTwoPointsHasNothingToMeasure() {
        assertThat(OutlineMeasurements.of(List.of(new Point(0, 0), new Point(3, 4)), HALF))
                .isEmpty();
    }

    private static void assertMeasured(
            List<Measurement> measured,
            double longAxis,
            double shortAxis,
            double area,
            Percentage tolerance) {
        assertThat(measured)
                .extracting(Measurement::quantity)
                .containsExactly(
                        OutlineMeasurements.LONG_AXIS,
                        OutlineMeasurements.SHORT_AXIS,
                        OutlineMeasurements.AREA);
        assertThat(measured.get(0).value()).isCloseTo(longAxis, tolerance);
        assertThat(measured.get(1).value()).isCloseTo(shortAxis, tolerance);
        assertThat(measured.get(2).value()).isCloseTo(area, tolerance);
    }

    /** An ellipse around (100, 100) with 360 corners. */
    private static List<Point> ellipse(double across, double down) {
        List<Point> points = new ArrayList<>();
        for (int degree = 0; degree < 360; degree++) {
            double angle = Math.toRadians(degree);
            points.add(new Point(100 + across * Math.cos(angle), 100 + down * Math.sin(angle)));
        }
        return points;
    }

    private List<Point> turned(List<Point> points) {
        double angle = 2 * Math.PI * random.nextDouble();
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return points.stream()
                .map(p ->
                        new Point(
                                300 + cos * p.column() - sin * p.row(),
                                300 + sin * p.column() + cos * p.row()))
                .toList();
    }
}
