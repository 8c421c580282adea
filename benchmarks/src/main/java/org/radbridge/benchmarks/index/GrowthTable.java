package org.radbridge.benchmarks.index;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.radbridge.benchmarks.Machine;

/** The rates at each size as a Markdown table, and whether the last is near the first. */
final class GrowthTable {
    /** The goal: what is left of the first rate at the last size. */
    private static final double GOAL = 0.8;

    private record Stage(long instances, long bytes, Map<String, Double> rates) {}

    private final List<Stage> stages = new ArrayList<>();

    /**
     * @param bytes the database on disk
     */
    void add(long instances, long bytes, Map<String, Double> rates) {
        stages.add(new Stage(instances, bytes, rates));
    }

    String markdown(String commandLine, double loadBefore) {
        StringBuilder page = new StringBuilder();
        page.append(
                row(
                        "Per second, at",
                        stages.stream().map(s -> count(s.instances())).toList(),
                        "last : first"));
        page.append("|---|").append("--:|".repeat(stages.size() + 1)).append('\n');
        Set<String> kinds = stages.getFirst().rates().keySet();
        for (String kind : kinds) {
            page.append(
                    row(
                            kind,
                            stages.stream().map(s -> count(Math.round(rate(s, kind)))).toList(),
                            String.format(Locale.ROOT, "%.2f", kept(kind))));
        }
        page.append(
                row(
                        "database, GB",
                        stages.stream()
                                .map(s -> String.format(Locale.ROOT, "%.1f", s.bytes() / 1e9))
                                .toList(),
                        ""));
        return page.append('\n')
                .append(verdict(kinds))
                .append("\n\n- Machine: ")
                .append(Machine.hardware())
                .append("; PostgreSQL and the measuring program share it\n- Load average: ")
                .append(
                        String.format(
                                Locale.ROOT, "%.1f before, %.1f after", loadBefore, Machine.load()))
                .append("\n- JDK: ")
                .append(Machine.jdk())
                .append("\n- Date: ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append("\n- Command: `")
                .append(commandLine)
                .append("`\n")
                .toString();
    }

    private String verdict(Set<String> kinds) {
        List<String> missed = kinds.stream().filter(kind -> kept(kind) < GOAL).toList();
        return missed.isEmpty()
                ? "The goal, the last rate within 20 % of the first, is met in every row."
                : "The goal, the last rate within 20 % of the first, is missed in: "
                        + String.join("; ", missed)
                        + ".";
    }

    private double kept(String kind) {
        return rate(stages.getLast(), kind) / rate(stages.getFirst(), kind);
    }

    private static double rate(Stage stage, String kind) {
        return stage.rates().getOrDefault(kind, 0.0);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String row(String name, List<String> cells, String last) {
        return "| "
                + name
                + " | "
                + cells.stream().collect(Collectors.joining(" | "))
                + " | "
                + last
                + " |\n";
    }
}
