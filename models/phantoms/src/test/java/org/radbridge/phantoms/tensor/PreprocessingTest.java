package org.radbridge.phantoms.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.phantoms.plane.Plane;

/** Every figure here was worked out by hand from the formulas in models/README.md. */
@Tag("B2")
@Tag("B3")
class PreprocessingTest {
    private static Plane row(float... values) {
        return new Plane(1, values.length, values);
    }

    @Test
    void rescaleIsSlopeAndIntercept() {
        assertThat(Preprocessing.rescale(row(0, 1024, 1064), 1, -1024).values())
                .containsExactly(-1024, 0, 40);
    }

    @Test
    void aWindowRunsFromHalfItsWidthBelowItsCentreToHalfAbove() {
        assertThat(Preprocessing.window(row(-10, 0, 20, 40, 80, 90), 40, 80).values())
                .containsExactly(0, 0, 0.25f, 0.5f, 1, 1);
    }

    @Test
    void percentilesAreValuesOfTheImageItself() {
        float[] values = new float[101];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 37) % 101;
        }

        float[] scaled = Preprocessing.scalePercentiles(row(values), 10, 90).values();

        for (int i = 0; i < values.length; i++) {
            assertThat(scaled[i]).isCloseTo(Math.clamp((values[i] - 10) / 80, 0, 1), within(1e-6f));
        }
    }

    @Test
    void anImageOfOneValueScalesToZero() {
        assertThat(Preprocessing.scalePercentiles(row(7, 7, 7), 1, 99).values())
                .containsExactly(0, 0, 0);
    }

    @Test
    void invertingSwapsBlackAndWhite() {
        assertThat(Preprocessing.invert(row(0, 0.25f, 1)).values()).containsExactly(1, 0.75f, 0);
    }

    @Test
    void paddingPutsTheOddRowBelow() {
        Plane padded = Preprocessing.padToSquare(row(1, 2, 3, 4), 9);

        assertThat(padded.rows()).isEqualTo(4);
        assertThat(padded.values()).containsExactly(9, 9, 9, 9, 1, 2, 3, 4, 9, 9, 9, 9, 9, 9, 9, 9);
    }

    @Test
    void enlargingIsBilinearWithPixelCentresAtHalves() {
        assertThat(Preprocessing.resize(row(0, 1), 1, 4).values())
                .containsExactly(new float[] {0, 0.25f, 0.75f, 1}, within(1e-6f));
    }

    @Test
    void halvingWeighsFourSamplesOneThreeThreeOne() {
        float[] halved = Preprocessing.resize(row(0, 0, 8, 0, 0, 0), 1, 3).values();

        assertThat(halved).containsExactly(new float[] {8 / 7f, 3, 0}, within(1e-6f));
    }

    @Test
    void resizingKeepsAnEvenImageEven() {
        Plane even = Preprocessing.rescale(new Plane(97, 61), 1, 5);

        for (float value : Preprocessing.resize(even, 40, 40).values()) {
            assertThat(value).isCloseTo(5, within(1e-5f));
        }
    }

    @Test
    void normalisingCentresAndScales() {
        assertThat(Preprocessing.normalise(row(0, 0.5f, 1), 0.5, 0.25).values())
                .containsExactly(-2, 0, 2);
    }

    @Test
    void theHeadCtTensorHoldsOneChannelForEachWindow() {
        float[] tensor = ModelInput.headCt(Preprocessing.rescale(new Plane(64, 64), 1, 40));
        int channel = ModelInput.SIZE * ModelInput.SIZE;

        assertThat(tensor).hasSize(3 * channel);
        assertThat(tensor[0]).isCloseTo(0f, within(1e-6f));
        assertThat(tensor[channel]).isCloseTo((0.3f - 0.5f) / 0.25f, within(1e-6f));
        assertThat(tensor[2 * channel]).isCloseTo((0.3f - 0.5f) / 0.25f, within(1e-6f));
    }
}
