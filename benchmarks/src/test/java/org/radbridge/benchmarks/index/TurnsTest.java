package org.radbridge.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.radbridge.benchmarks.index.Turns.Kind;

class TurnsTest {
    private final List<String> done = new ArrayList<>();

    private List<Kind> size(String name) {
        return Stream.of("add", "find")
                .map(kind ->
                        new Kind(
                                kind,
                                () -> {
                                    done.add(kind + " " + name);
                                    return 1;
                                }))
                .toList();
    }

    @Test
    void eachKindIsDoneAtAllSizesBeforeTheNextAndEachRoundBeginsWithAnotherSize()
            throws SQLException {
        Turns.medians(List.of(size("S"), size("M"), size("L")), 1);

        assertThat(done)
                .containsExactly(
                        "add S", "add M", "add L", "find S", "find M", "find L", "add M", "add L",
                        "add S", "find M", "find L", "find S", "add L", "add S", "add M", "find L",
                        "find S", "find M");
    }

    @Test
    void theFigureIsTheMedianOfAllRoundsButTheFirstTwo() throws SQLException {
        Iterator<Double> small = List.of(900.0, 800.0, 30.0, 10.0, 20.0).iterator();
        Iterator<Double> large = List.of(700.0, 600.0, 7.0, 9.0, 8.0).iterator();

        List<Map<String, Double>> medians =
                Turns.medians(
                        List.of(
                                List.of(new Kind("find", small::next)),
                                List.of(new Kind("find", large::next))),
                        3);

        assertThat(medians).containsExactly(Map.of("find", 20.0), Map.of("find", 8.0));
    }
}
