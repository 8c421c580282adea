package org.radbridge.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radbridge.benchmarks.ingest.Results.Subject;
import org.radbridge.benchmarks.ingest.peer.PeerName;

class GoalTest {

    private final Results results = new Results();

    @Test
    void withoutBothServersNothingIsJudged() {
        add(Row.C_STORE_CT_1, PeerName.RADBRIDGE, 100, 100);
        add(Row.C_STORE_CT_1, PeerName.STORESCP, 100, 100);
        assertThat(Goal.of(results)).isEmpty();
    }

    @Test
    void storingIsJudgedByRateAndByProcessorTime() {
        add(Row.C_STORE_CT_1, PeerName.RADBRIDGE, 300, 200);
        add(Row.C_STORE_CT_1, PeerName.ORTHANC, 100, 500);
        assertThat(Goal.of(results).stream().map(Goal::markdown))
                .containsExactly(
                        "- C-STORE, CT, 1 association: 3× wanted, 3× reached, met",
                        "- C-STORE, CT, 1 association, CPU of an instance, Orthanc's ÷ Radbridge's:"
                                + " 3× wanted, 7.50× reached, met");
    }

    @Test
    void theMedianOfTheRepeatsCounts() {
        for (int rate : List.of(10, 50, 900)) {
            add(Row.QIDO_1, PeerName.RADBRIDGE, rate, 10);
        }
        add(Row.QIDO_1, PeerName.ORTHANC, 11, 10);
        assertThat(Goal.of(results))
                .singleElement()
                .satisfies(goal -> {
                    assertThat(goal.reached()).isEqualTo(50 / 11.0);
                    assertThat(goal.met()).isFalse();
                    assertThat(goal.markdown())
                            .isEqualTo(
                                    "- QIDO-RS by patient, 1 connection: 5× wanted, 4.55× reached, **missed**");
                });
    }

    @Test
    void moreInARequestIsExpectedToBeFaster() {
        add(Row.STOW_ONE_1, PeerName.RADBRIDGE, 400, 10);
        add(Row.STOW_ONE_1, PeerName.ORTHANC, 100, 10);
        add(Row.STOW_100_1, PeerName.RADBRIDGE, 400, 10);
        add(Row.STOW_100_1, PeerName.ORTHANC, 100, 10);
        assertThat(Goal.of(results).stream().map(Goal::met)).containsExactly(true, false);
    }

    @Test
    void fourAssociationsAreJudgedByOneThreadsFsyncsToo() {
        add(Row.C_STORE_CT_4, PeerName.RADBRIDGE, 400, 10);
        results.add(Row.FSYNC_CT_1, new Subject.Limit(), measured(300, 10));
        assertThat(Goal.of(results))
                .singleElement()
                .satisfies(goal -> {
                    assertThat(goal.met()).isTrue();
                    assertThat(goal.reached()).isEqualTo(400 / 300.0);
                });
    }

    private void add(Row row, PeerName name, int perSecond, int cpuMillis) {
        results.add(row, new Subject.Server(name), measured(perSecond, cpuMillis));
    }

    private static Measured measured(int perSecond, int cpuMillis) {
        return new Measured(
                perSecond,
                1000L * perSecond,
                Duration.ofSeconds(1),
                Duration.ofMillis(cpuMillis),
                Duration.ZERO,
                1);
    }
}
