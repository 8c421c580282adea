package org.radbridge.benchmarks.fhir;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.radbridge.benchmarks.Median;
import org.radbridge.benchmarks.fhir.Load.Outcome;

/**
 * What was measured, as Markdown: the median of the rounds, each server's rounds beside the
 * other's.
 */
final class FhirTable {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<Row, List<Outcome>> radbridge = new EnumMap<>(Row.class);
    private final Map<Row, List<Outcome>> hapi = new EnumMap<>(Row.class);

    void add(Row row, Outcome ours, Outcome theirs) {
        radbridge.computeIfAbsent(row, _ -> new ArrayList<>()).add(ours);
        hapi.computeIfAbsent(row, _ -> new ArrayList<>()).add(theirs);
    }

    String markdown() {
        StringBuilder table =
                new StringBuilder(
                        """
                        | | Radbridge, per s | HAPI JPA, per s | ratio | goal | p99 Radbridge | p99 HAPI JPA |
                        |---|--:|--:|--:|---|--:|--:|
                        """);
        for (Row row : Row.values()) {
            List<Outcome> ours = radbridge.getOrDefault(row, List.of());
            List<Outcome> theirs = hapi.getOrDefault(row, List.of());
            if (ours.isEmpty()) {
                continue;
            }
            double ratio = rate(ours) / rate(theirs);
            boolean faster = slowest(ours) < slowest(theirs);
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %,.0f | %,.0f | %.2f× | %.0f×, lower p99: %s | %.1f ms | %.1f ms |%n",
                            row.words(),
                            rate(ours),
                            rate(theirs),
                            ratio,
                            row.goal(),
                            ratio >= row.goal() && faster
                                    ? "met"
                                    : ratio >= row.goal()
                                            ? "p99 missed"
                                            : faster ? "ratio missed" : "both missed",
                            slowest(ours),
                            slowest(theirs)));
        }
        return table.toString();
    }

    private static double rate(List<Outcome> outcomes) {
        return Median.of(outcomes.stream().mapToDouble(Outcome::perSecond).toArray());
    }

    /** The 99th percentile in milliseconds, the median of the rounds. */
    private static double slowest(List<Outcome> outcomes) {
        return Median.of(
                outcomes.stream()
                        .mapToDouble(o -> o.times().percentile(99).toNanos() / NANOS_PER_MILLI)
                        .toArray());
    }
}
