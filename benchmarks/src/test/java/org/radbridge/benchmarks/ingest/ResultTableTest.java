package org.radbridge.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.radbridge.benchmarks.ingest.Results.Subject;
import org.radbridge.benchmarks.ingest.peer.PeerName;

class ResultTableTest {

    @Test
    void speedAndCostStandBesideEachOtherWithTheRawLimitLast() {
        Results results = new Results();
        add(results, Row.C_STORE_CT_1, new Subject.Server(PeerName.STORESCP), 400, 200);
        add(results, Row.C_STORE_CT_1, new Subject.Server(PeerName.ORTHANC), 100, 850);
        add(results, Row.C_STORE_CT_1, new Subject.Server(PeerName.RADBRIDGE), 320, 800);
        add(results, Row.RAW_CT_1, new Subject.Limit(), 500, 0);
        assertThat(new ResultTable(results).markdown())
                .isEqualTo(
                        """
                        | Per second (MB/s) | storescp | Orthanc | Radbridge | Radbridge ÷ Orthanc | raw limit |
                        |---|--:|--:|--:|--:|--:|
                        | C-STORE, CT, 1 association | 400 (200) | 100 (50) | 320 (160) | 3.20× | 500 (250) |
                        | raw limit: write + fsync + AES-GCM, CT, 1 thread | – | – | – | – | 500 (250) |

                        | CPU ms each / CPU s per GB / peak MB | storescp | Orthanc | Radbridge | PostgreSQL, ms each | Orthanc ÷ Radbridge |
                        |---|--:|--:|--:|--:|--:|
                        | C-STORE, CT, 1 association | 0.50 / 1.0 / 64 | 8.5 / 17.0 / 64 | 2.5 / 5.0 / 64 | 0.25 | 3.40× |
                        """);
    }

    @Test
    void whatIsSearchedHasNoMegabytes() {
        Results results = new Results();
        add(results, Row.QIDO_1, new Subject.Server(PeerName.RADBRIDGE), 200, 10);
        assertThat(new ResultTable(results).markdown())
                .contains("| QIDO-RS by patient, 1 connection | – | – | 200 | – | – |");
    }

    private static void add(
            Results results, Row row, Subject subject, int perSecond, int cpuMillis) {
        results.add(
                row,
                subject,
                new Measured(
                        perSecond,
                        500_000L * perSecond,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(cpuMillis),
                        Duration.ofMillis(cpuMillis / 10),
                        64_000_000));
    }
}
