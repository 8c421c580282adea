package org.radbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

    @Test
    void ofAHundredValuesThePercentileIsTheValueAtThatRank() {
        Distribution distribution = millis(LongStream.rangeClosed(1, 100));
        for (int percent = 1; percent <= 100; percent++) {
            assertThat(distribution.percentile(percent)).isEqualTo(Duration.ofMillis(percent));
        }
    }

    @Test
    void ranksAreRoundedUp() {
        Distribution distribution = millis(LongStream.of(15, 20, 35, 40, 50));
        assertThat(distribution.percentile(5)).isEqualTo(Duration.ofMillis(15));
        assertThat(distribution.percentile(20)).isEqualTo(Duration.ofMillis(15));
        assertThat(distribution.percentile(21)).isEqualTo(Duration.ofMillis(20));
        assertThat(distribution.percentile(40)).isEqualTo(Duration.ofMillis(20));
        assertThat(distribution.percentile(90)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void belowAHundredValuesTheNinetyNinthIsTheLargest() {
        assertThat(millis(LongStream.rangeClosed(1, 60)).percentile(99))
                .isEqualTo(Duration.ofMillis(60));
        assertThat(millis(LongStream.rangeClosed(1, 99)).percentile(99))
                .isEqualTo(Duration.ofMillis(99));
        assertThat(millis(LongStream.rangeClosed(1, 200)).percentile(99))
                .isEqualTo(Duration.ofMillis(198));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheLowerMiddleValue() {
        assertThat(millis(LongStream.of(1, 2, 3)).median()).isEqualTo(Duration.ofMillis(2));
        assertThat(millis(LongStream.of(1, 2, 3, 9)).median()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void theOrderInWhichValuesWereMeasuredIsNoMatter() {
        List<Duration> values =
                LongStream.rangeClosed(1, 60)
                        .mapToObj(Duration::ofMillis)
                        .collect(Collectors.toList());
        Collections.shuffle(values, new Random(7));
        assertThat(new Distribution(values)).isEqualTo(millis(LongStream.rangeClosed(1, 60)));
    }

    @Test
    void oneValueIsEveryPercentile() {
        Distribution distribution = millis(LongStream.of(7));
        assertThat(distribution.percentile(1)).isEqualTo(Duration.ofMillis(7));
        assertThat(distribution.median()).isEqualTo(distribution.maximum());
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        List<Duration> nothing = List.of();
        assertThatThrownBy(() -> new Distribution(nothing))
                .isInstanceOf(IllegalArgumentException.class);
        Distribution distribution = millis(LongStream.of(7));
        assertThatThrownBy(() -> distribution.percentile(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> distribution.percentile(101))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Distribution millis(LongStream values) {
        return new Distribution(values.mapToObj(Duration::ofMillis).toList());
    }
}
