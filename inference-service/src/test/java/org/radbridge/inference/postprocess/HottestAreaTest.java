package org.radbridge.inference.postprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.Evidence.Point;

@Tag("B7")
class HottestAreaTest {
    @Test
    void oneHotCellIsOutlinedWhereInterpolationMeetsTheLevel() {
        // From 1 in the middle cell to 0 in its neighbours, the level 0.25 lies 0.75 cells away.
        ActivationMap map =
                new ActivationMap(
                        3,
                        3,
                        new float[] {
                            0, 0, 0, //
                            0, 1, 0, //
                            0, 0, 0
                        });

        assertThat(HottestArea.outline(map, 0.25))
                .containsExactly(
                        new Point(1.5, 0.75),
                        new Point(2.25, 1.5),
                        new Point(1.5, 2.25),
                        new Point(0.75, 1.5));
    }

    @Test
    void atTheEdgeOfTheMapTheOutlineRunsAlongTheEdge() {
        ActivationMap map = new ActivationMap(2, 2, new float[] {1, 1, 1, 1});

        List<Point> outline = HottestArea.outline(map, 0.5);

        assertThat(outline)
                .containsExactly(
                        new Point(0.5, 0),
                        new Point(1.5, 0),
                        new Point(2, 0.5),
                        new Point(2, 1.5),
                        new Point(1.5, 2),
                        new Point(0.5, 2),
                        new Point(0, 1.5),
                        new Point(0, 0.5));
    }

    @Test
    void onlyTheAreaOfTheHottestCellIsOutlined() {
        // The right cell is above the level too, but joined over a corner only.
        ActivationMap map =
                new ActivationMap(
                        3,
                        3,
                        new float[] {
                            1, 0, 0, //
                            0, 0.8f, 0, //
                            0, 0, 0.9f
                        });

        assertThat(HottestArea.outline(map, 0.5))
                .containsExactly(
                        new Point(0.5, 0), new Point(1, 0.5), new Point(0.5, 1), new Point(0, 0.5));
    }

    @Test
    void aNotchIsFollowed() {
        ActivationMap map =
                new ActivationMap(
                        3,
                        2,
                        new float[] {
                            1, 0, 1, //
                            1, 1, 1
                        });

        List<Point> outline = HottestArea.outline(map, 0.5);

        assertThat(outline)
                .containsSubsequence(new Point(1, 0.5), new Point(1.5, 1), new Point(2, 0.5));
        assertThat(outline).hasSize(12);
    }

    @Test
    void aMapBelowTheLevelHasNoOutline() {
        assertThat(HottestArea.outline(new ActivationMap(1, 1, new float[] {0.4f}), 0.5)).isEmpty();
    }
}
