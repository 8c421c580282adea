package org.radbridge.benchmarks.index;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radbridge.benchmarks.Median;

/**
 * Measures archives of several sizes by turns, so that whatever else the machine does meets all of
 * them: in each round, each kind of work is done at one size after the other, and each round begins
 * with another size.
 */
final class Turns {
    /** The first rounds are run on cold code, and by statements that have no plan to keep yet. */
    private static final int UNCOUNTED = 2;

    private Turns() {}

    /** Work at one size. */
    interface Work {
        /** How often it was done just now, per second. */
        double rate() throws SQLException;
    }

    /**
     * A kind of work at one size.
     *
     * @param name the same at all sizes
     */
    record Kind(String name, Work work) {}

    /**
     * The median rate of each kind of work at each size.
     *
     * @param sizes for each size the same kinds of work in the same order
     * @param rounds how many are counted
     */
    static List<Map<String, Double>> medians(List<List<Kind>> sizes, int rounds)
            throws SQLException {
        List<Map<String, List<Double>>> rates = new ArrayList<>();
        sizes.forEach(_ -> rates.add(new LinkedHashMap<>()));
        for (int round = 0; round < UNCOUNTED + rounds; round++) {
            for (int number = 0; number < sizes.getFirst().size(); number++) {
                for (int turn = 0; turn < sizes.size(); turn++) {
                    int size = (round + turn) % sizes.size();
                    Kind kind = sizes.get(size).get(number);
                    double rate = kind.work().rate();
                    if (round >= UNCOUNTED) {
                        rates.get(size)
                                .computeIfAbsent(kind.name(), _ -> new ArrayList<>())
                                .add(rate);
                    }
                }
            }
            System.err.printf("\rround %d …", round + 1);
        }
        System.err.println();
        return rates.stream().map(Turns::medians).toList();
    }

    private static Map<String, Double> medians(Map<String, List<Double>> rates) {
        Map<String, Double> medians = new LinkedHashMap<>();
        rates.forEach((kind, all) ->
                medians.put(
                        kind, Median.of(all.stream().mapToDouble(Double::doubleValue).toArray())));
        return medians;
    }
}
