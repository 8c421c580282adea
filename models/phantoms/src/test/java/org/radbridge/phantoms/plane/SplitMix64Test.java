package org.radbridge.phantoms.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B2")
class SplitMix64Test {
    @Test
    void theSequenceIsThePublishedOne() {
        SplitMix64 random = new SplitMix64(1234567);

        assertThat(random.next()).isEqualTo(6457827717110365317L);
        assertThat(random.next()).isEqualTo(3203168211198807973L);
    }

    @Test
    void purposesDoNotShareASequence() {
        assertThat(SplitMix64.of(1, "heart").next()).isNotEqualTo(SplitMix64.of(1, "lung").next());
    }

    @Test
    void theBellHasMeanZeroAndDeviationOne() {
        SplitMix64 random = new SplitMix64(3);
        double sum = 0;
        double squares = 0;
        int draws = 100_000;
        for (int draw = 0; draw < draws; draw++) {
            double value = random.bell();
            sum += value;
            squares += value * value;
        }

        assertThat(sum / draws).isCloseTo(0, within(0.02));
        assertThat(squares / draws).isCloseTo(1, within(0.02));
    }
}
