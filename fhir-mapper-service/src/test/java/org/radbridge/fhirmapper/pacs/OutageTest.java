package org.radbridge.fhirmapper.pacs;

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
}
