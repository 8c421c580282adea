package org.radbridge.benchmarks.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    @Test
    void thePeakIsTheHighWaterMark() {
        String status =
                """
                Name:\tjava
                VmPeak:\t 9000000 kB
                VmHWM:\t  399360 kB
                VmRSS:\t  301000 kB
                """;
        assertThat(ProcessMemory.peak(status)).isEqualTo(399_360L * 1024);
    }

    @Test
    void aProcessThatHasEndedHasNone() {
        assertThat(ProcessMemory.peak("Name:\tstorescp\nState:\tZ (zombie)\n")).isZero();
    }
}
