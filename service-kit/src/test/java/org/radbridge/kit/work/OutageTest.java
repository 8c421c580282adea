package org.radbridge.kit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C3")
class OutageTest {
    private final Outage outage = new Outage(Duration.ofMillis(300));

    @Test
    void aDestinationThatAnswersIsAskedByEverybody() {
        assertThat(outage.admits()).isTrue();
        assertThat(outage.admits()).isTrue();
        outage.answered();
        assertThat(outage.admits()).isTrue();
    }

    @Test
    void oneThatDoesNotIsLeftAloneForAWhileAndThenAskedByOne() {
        assertThat(outage.admits()).isTrue();
        outage.failed();
        assertThat(outage.admits()).isFalse();
        await().atMost(Duration.ofSeconds(5)).until(outage::admits);
        assertThat(outage.admits()).as("while one is asking").isFalse();
        outage.answered();
        assertThat(outage.admits()).isTrue();
    }

    @Test
    void ofManyThatWaitOneFindsOutAndThenAllPass() {
        assertThat(outage.admitted(4)).isEqualTo(4);
        outage.failed();
        outage.failed();
        assertThat(outage.admitted(4)).isZero();
        await().atMost(Duration.ofSeconds(5)).until(() -> outage.admitted(4) == 1);
        assertThat(outage.admitted(4)).as("while one is asking").isZero();
        outage.answered();
        assertThat(outage.admitted(4)).isEqualTo(4);
    }

    @Test
    void restsGrowWithEachQuestionInVainAndBeginAnewAfterAnAnswer() {
        Outage growing = new Outage(Duration.ofMillis(20), Duration.ofHours(1));
        for (int failure = 0; failure < 4; failure++) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> growing.admitted(1) == 1);
            growing.failed();
        }
        long began = System.nanoTime();
        await().pollInterval(Duration.ofMillis(1)).until(growing::admits);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(80));
        growing.answered();
        growing.failed();
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(1))
                .until(growing::admits);
    }
}
