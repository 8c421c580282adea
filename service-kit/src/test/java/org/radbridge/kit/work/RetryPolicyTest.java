package org.radbridge.kit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private final RetryPolicy policy =
            new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(2), 5);

    @Test
    void delaysDoubleUpToTheLongestWithinAFifth() {
        Random random = new Random(7);
        long[] expected = {100, 200, 400, 800, 1600, 2000, 2000};
        for (int attempt = 1; attempt <= expected.length; attempt++) {
            long millis = policy.delayAfter(attempt, random).toMillis();
            assertThat(millis)
                    .isBetween(expected[attempt - 1] * 8 / 10, expected[attempt - 1] * 12 / 10);
        }
    }

    @Test
    void veryManyAttemptsDoNotOverflow() {
        assertThat(policy.delayAfter(Integer.MAX_VALUE, new Random(1)))
                .isLessThanOrEqualTo(Duration.ofMillis(2400));
    }

    @Test
    void theLastAttemptExhaustsAndEndlessPoliciesNeverDo() {
        assertThat(policy.exhaustedBy(4)).isFalse();
        assertThat(policy.exhaustedBy(5)).isTrue();
        assertThat(policy.withoutEnd().exhaustedBy(1_000_000)).isFalse();
    }

    @Test
    void aLongestDelayBelowTheFirstIsRefused() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
