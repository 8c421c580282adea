package org.radbridge.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

    @Test
    void theLastRateIsComparedWithTheFirst() {
        GrowthTable table = new GrowthTable();
        table.add(10_000, 40_000_000, Map.of("added", 5000.0));
        table.add(1_000_000, 900_000_000, Map.of("added", 4700.0));
        table.add(10_000_000, 8_700_000_000L, Map.of("added", 4100.0));

        assertThat(table.markdown("benchmarks/run index", 0.5))
                .startsWith(
                        """
                        | Per second, at | 10,000 | 1,000,000 | 10,000,000 | last : first |
                        |---|--:|--:|--:|--:|
                        | added | 5,000 | 4,700 | 4,100 | 0.82 |
                        | database, GB | 0.0 | 0.9 | 8.7 |  |

                        The goal, the last rate within 20 % of the first, is met in every row.
                        """);
    }

    @Test
    void aRowThatLostMoreThanAFifthIsNamed() {
        GrowthTable table = new GrowthTable();
        table.add(10_000, 1, Map.of("added", 5000.0));
        table.add(10_000_000, 1, Map.of("added", 3999.0));

        assertThat(table.markdown("benchmarks/run index", 0.5)).contains("is missed in: added.");
    }
}
