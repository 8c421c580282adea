package org.radbridge.benchmarks.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    @Test
    void theTimeOfADescendantCountsWhileItRunsAndAfterItHasEnded() throws Exception {
        ProcessTree tree = new ProcessTree(ProcessHandle.current());
        Duration before = tree.cpu();
        Process child =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo; read end")
                        .start();
        child.getInputStream().read();
        Duration whileItRuns = childTime(child);
        assertThat(whileItRuns).isPositive();
        assertThat(tree.cpu().minus(before)).isGreaterThanOrEqualTo(whileItRuns);
        child.getOutputStream().close();
        child.waitFor();
        assertThat(tree.cpu().minus(before)).isGreaterThanOrEqualTo(whileItRuns);
    }

    @Test
    void memoryIsAtLeastWhatIsResident() throws Exception {
        ProcessTree tree = new ProcessTree(ProcessHandle.current());
        tree.resetPeak();
        assertThat(tree.peakBytes()).isGreaterThan(10_000_000);
    }

    private static Duration childTime(Process child) throws Exception {
        return new ProcessTree(child.toHandle()).cpu();
    }
}
