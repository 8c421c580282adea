package org.radbridge.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeasuredTest {

    /** 200 instances of 2.5 MB in two seconds, for which the server worked one second. */
    private static final Measured MEASURED =
            new Measured(
                    200,
                    500_000_000,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    300_000_000);

    @Test
    void speedCountsByTheClock() {
        assertThat(MEASURED.rate()).isEqualTo(100);
        assertThat(MEASURED.megabytesPerSecond()).isEqualTo(250);
    }

    @Test
    void costCountsByTheProcessor() {
        assertThat(MEASURED.cpuMillisPerItem()).isEqualTo(5);
        assertThat(MEASURED.databaseCpuMillisPerItem()).isCloseTo(0.5, within(1e-9));
        assertThat(MEASURED.cpuSecondsPerGigabyte()).isEqualTo(2);
        assertThat(MEASURED.peakMegabytes()).isEqualTo(300);
    }
}
