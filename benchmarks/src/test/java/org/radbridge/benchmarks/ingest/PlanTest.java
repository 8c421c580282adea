package org.radbridge.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.radbridge.benchmarks.ingest.peer.PeerName;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;

class PlanTest {

    @Test
    void byDefaultEverythingIsMeasured() {
        Plan plan = plan();
        assertThat(plan.rows()).containsExactly(Row.values());
        assertThat(plan.peers()).containsExactly(PeerName.values());
        assertThat(plan.ctInstances()).isEqualTo(2000);
        assertThat(plan.radiographs()).isEqualTo(200);
        assertThat(plan.ctShare()).isEqualTo(500);
        assertThat(plan.radiographShare()).isEqualTo(48);
        assertThat(plan.commandLine()).isEqualTo("benchmarks/run ingest");
    }

    @Test
    void quickTakesATenth() {
        Plan plan = plan("--quick");
        assertThat(plan.ctInstances()).isEqualTo(200);
        assertThat(plan.radiographs()).isEqualTo(20);
        assertThat(plan.repeats()).isEqualTo(1);
        assertThat(plan.warmUp()).isEqualTo(1);
    }

    @Test
    void rowsAreNamedByTheirBeginning() {
        assertThat(plan("--only", "c-store-ct,qido-1").rows())
                .containsExactly(Row.C_STORE_CT_1, Row.C_STORE_CT_4, Row.QIDO_1);
    }

    @Test
    void serversCanBeLeftOut() {
        assertThat(plan("--peers", "orthanc,radbridge").peers())
                .containsExactly(PeerName.ORTHANC, PeerName.RADBRIDGE);
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> plan("--only", "c-stroe"))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("c-stroe");
        assertThatThrownBy(() -> plan("--peers", "dcm4chee")).isInstanceOf(OptionException.class);
        assertThatThrownBy(() -> plan("--repeats", "0")).isInstanceOf(OptionException.class);
        assertThatThrownBy(() -> plan("--warm-up", "0")).isInstanceOf(OptionException.class);
    }

    @Test
    void onlyAWholeRunIsWritten() {
        assertThat(plan("--write").write()).isTrue();
        assertThatThrownBy(() -> plan("--write", "--quick")).isInstanceOf(OptionException.class);
        assertThatThrownBy(() -> plan("--write", "--only", "qido"))
                .isInstanceOf(OptionException.class);
        assertThatThrownBy(() -> plan("--write", "--peers", "orthanc"))
                .isInstanceOf(OptionException.class);
    }

    private static Plan plan(String... arguments) {
        Options options = Plan.options();
        options.parse(arguments);
        return Plan.of(options, arguments);
    }
}
