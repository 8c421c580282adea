package org.radbridge.inference.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B2")
@Tag("B3")
class TriangleFilterTest {
    private static final Offset<Float> TINY = Offset.offset(1e-5f);

    @Test
    void enlargingIsBilinearInterpolation() {
        // 2 → 4: centres at 0.25, 0.75, 1.25, 1.75; weights of the samples at 0.5 and 1.5.
        Plane line = new Plane(1, 2, new float[] {0, 8});

        assertThat(TriangleFilter.resize(line, 1, 4).values())
                .containsExactly(new float[] {0, 2, 6, 8}, TINY);
    }

    @Test
    void reducingWeighsAllSamplesWithinTheSupport() {
        // 4 → 2: support 2, centre 1: weights 0.75, 0.75, 0.25, 0 of 1.75, and mirrored.
        Plane line = new Plane(1, 4, new float[] {7, 14, 21, 28});

        assertThat(TriangleFilter.resize(line, 1, 2).values())
                .containsExactly(new float[] {12, 23}, TINY);
    }

    @Test
    void rowsAndColumnsAreFilteredAlike() {
        Plane plane = new Plane(2, 2, new float[] {0, 8, 16, 24});

        assertThat(TriangleFilter.resize(plane, 4, 4).values())
                .containsExactly(
                        new float[] {
                            0, 2, 6, 8, //
                            4, 6, 10, 12, //
                            12, 14, 18, 20, //
                            16, 18, 22, 24
                        },
                        TINY);
    }

    @Test
    void aFlatPlaneStaysFlatAtAnyRatio() {
        assertThat(TriangleFilter.resize(new Plane(7, 11, fives(77)), 3, 16).values())
                .containsExactly(fives(48), TINY);
    }

    private static float[] fives(int count) {
        float[] fives = new float[count];
        Arrays.fill(fives, 5);
        return fives;
    }

    @Test
    void theSameSizeIsTheSamePlane() {
        Plane plane = new Plane(1, 3, new float[] {1, 2, 3});

        assertThat(TriangleFilter.resize(plane, 1, 3)).isSameAs(plane);
    }
}
