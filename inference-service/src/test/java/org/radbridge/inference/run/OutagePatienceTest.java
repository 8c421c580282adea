package org.radbridge.inference.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.kit.work.RetryPolicy;

@Tag("B1")
class OutagePatienceTest {
    @Test
    void pausesDoubleToTheLongestUntilTogetherTheyAreAsLongAsTheOutage() {
        // 1 + 2 + 4 + 5 + 5 + 5 = 22 s are six pauses: seven attempts.
        RetryPolicy policy =
                OutagePatience.policy(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

        assertThat(policy.attempts()).isEqualTo(7);
        assertThat(policy.first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.longest()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void noPatienceIsOneAttempt() {
        assertThat(
                        OutagePatience.policy(
                                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ZERO)
                                .attempts())
                .isEqualTo(1);
    }
}
