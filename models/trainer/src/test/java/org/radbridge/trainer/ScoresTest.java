package org.radbridge.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B2")
@Tag("B7")
class ScoresTest {
    private static Scores of(double[] absent, double[] present) {
        Scores scores = new Scores();
        for (double probability : absent) {
            scores.add(probability, false);
        }
        for (double probability : present) {
            scores.add(probability, true);
        }
        return scores;
    }

    @Test
    void theAreaIsTheShareOfPairsInTheRightOrder() {
        // 0.4 beats 0.1 and 0.3 and ties with 0.4; 0.2 beats 0.1 only: 2 + 0.5 + 1 of 6
        Scores scores = of(new double[] {0.1, 0.3, 0.4}, new double[] {0.4, 0.2});

        assertThat(scores.areaUnderCurve()).isCloseTo(3.5 / 6, within(1e-12));
    }

    @Test
    void aThresholdCountsAsReached() {
        Scores scores = of(new double[] {0.1, 0.5}, new double[] {0.5, 0.9});

        assertThat(scores.sensitivity(0.5)).isEqualTo(1);
        assertThat(scores.specificity(0.5)).isEqualTo(0.5);
    }

    @Test
    void theBestThresholdLiesInTheMiddleOfTheGap() {
        Scores scores = of(new double[] {0.1, 0.2}, new double[] {0.6, 0.9});

        assertThat(scores.bestThreshold()).isEqualTo(0.4);
    }

    @Test
    void aNormalStudyKeepsTheThresholdAboveItself() {
        Scores scores = of(new double[] {0.1, 0.7}, new double[] {0.6, 0.9, 0.95, 0.97});
        scores.addNormal(0.7);

        assertThat(scores.bestThreshold()).isEqualTo(0.8);
    }

    @Test
    void peaksAreCountedOnPresentCases() {
        Scores scores = new Scores();
        scores.addPeak(true);
        scores.addPeak(true);
        scores.addPeak(false);

        assertThat(scores.peakOnLesion()).isCloseTo(2 / 3.0, within(1e-12));
    }
}
