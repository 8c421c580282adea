package org.radbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void ofAnOddNumberItIsTheOneInTheMiddle() {
        assertThat(Median.of(9, 1, 5)).isEqualTo(5);
        assertThat(Median.of(7)).isEqualTo(7);
    }

    @Test
    void ofAnEvenNumberItIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Median.of(40, 1, 10, 2)).isEqualTo(6);
    }

    @Test
    void theValuesStayInTheirOrder() {
        double[] values = {3, 1, 2};
        Median.of(values);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThatThrownBy(Median::of).isInstanceOf(IllegalArgumentException.class);
    }
}
