package org.radbridge.inference.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.Evidence.Point;
import org.radbridge.inference.preprocess.Placement;

@Tag("B7")
class EvidenceRegionTest {
    @Test
    void theOutlineLiesInTheImagesPixels() {
        // A 2 × 2 map over 300 rows × 200 columns, padded to 300 × 300 with 50 columns on the left:
        // a cell is 150 pixels, and column 0 of the image is column 50 of the square.
        Placement placement = new Placement(300, 200, 300, 300, 0, 50);
        ActivationMap map = new ActivationMap(2, 2, new float[] {1, 0, 0, 0});

        List<Point> region = EvidenceRegion.of(map, placement);

        // Outline in cells: (0.5, 0) (1, 0.5) (0.5, 1) (0, 0.5); what lies left of the image is
        // cut.
        assertThat(region)
                .containsExactly(
                        new Point(25, 0), new Point(100, 75), new Point(25, 150), new Point(0, 75));
    }

    @Test
    void aMapThatIsHotInThePaddingOnlyShowsNothing() {
        Placement placement = new Placement(100, 10, 100, 100, 0, 45);
        ActivationMap map = new ActivationMap(5, 5, hotAt(0));

        assertThat(EvidenceRegion.of(map, placement)).isEmpty();
    }

    @Test
    void aMapThatIsNowherePositiveShowsNothing() {
        Placement placement = new Placement(10, 10, 10, 10, 0, 0);

        assertThat(EvidenceRegion.of(new ActivationMap(2, 1, new float[] {0, -1}), placement))
                .isEmpty();
    }

    @Test
    void aRaggedOutlineHasAtMostThirtyTwoPointsAndNearlyTheSameArea() {
        int side = 32;
        float[] disc = new float[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double distance = Math.hypot(row - 15.5, column - 15.5);
                disc[row * side + column] = (float) Math.max(0, 1 - distance / 20);
            }
        }

        List<Point> region =
                EvidenceRegion.of(
                        new ActivationMap(side, side, disc),
                        new Placement(320, 320, 320, 320, 0, 0));

        // Half of the peak (0.9646) is 10.354 cells from the middle: π × 103.5² pixels.
        assertThat(region).hasSize(EvidenceRegion.MOST_POINTS);
        assertThat(Polygon.area(region)).isBetween(0.96 * 33_660, 1.01 * 33_660);
    }

    private static float[] hotAt(int cell) {
        float[] values = new float[25];
        values[cell] = 1;
        return values;
    }
}
