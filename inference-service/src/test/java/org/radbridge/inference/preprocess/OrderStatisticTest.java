package org.radbridge.inference.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderStatisticTest {
    private static final float[] NEGATIVE_AND_POSITIVE = {3, -1, 0, -7.5f, 1e-20f, 2};

    @Test
    void ranksNegativeBeforePositive() {
        assertThat(OrderStatistic.of(NEGATIVE_AND_POSITIVE, 0)).isEqualTo(-7.5f);
        assertThat(OrderStatistic.of(NEGATIVE_AND_POSITIVE, 1)).isEqualTo(-1);
        assertThat(OrderStatistic.of(NEGATIVE_AND_POSITIVE, 2)).isEqualTo(0);
        assertThat(OrderStatistic.of(NEGATIVE_AND_POSITIVE, 3)).isEqualTo(1e-20f);
        assertThat(OrderStatistic.of(NEGATIVE_AND_POSITIVE, 5)).isEqualTo(3);
    }

    @Test
    void agreesWithSortingAtEveryRank() {
        Random random = new Random(20261122);
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    random.nextBoolean()
                            ? random.nextInt(-40, 40)
                            : (float) random.nextGaussian(0, 1000);
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);

        for (int rank = 0; rank < values.length; rank++) {
            assertThat(OrderStatistic.of(values, rank)).isEqualTo(sorted[rank]);
        }
    }
}
