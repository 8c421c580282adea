package org.radbridge.benchmarks.ingest;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.radbridge.benchmarks.Machine;

/** The result in Markdown, with all that is needed to judge and to repeat it. */
final class Report {

    private final Plan plan;
    private final Results results;
    private final double loadBefore;
    private final Duration took;

    /**
     * @param loadBefore the machine's load before anything was sent
     */
    Report(Plan plan, Results results, double loadBefore, Duration took) {
        this.plan = plan;
        this.results = results;
        this.loadBefore = loadBefore;
        this.took = took;
    }

    String markdown() {
        return new ResultTable(results).markdown()
                + "\n"
                + goals()
                + "\n- Medians of "
                + plan.repeats()
                + " after one round to warm up, "
                + plan.warmUp()
                + " for Radbridge; "
                + plan.ctShare()
                + " CTs or "
                + plan.radiographShare()
                + " radiographs a measurement, "
                + plan.reading().toSeconds()
                + " s of reading\n- Machine: "
                + Machine.hardware()
                + "; servers, sender and databases share it\n- Load average: "
                + String.format(Locale.ROOT, "%.1f before, %.1f after", loadBefore, Machine.load())
                + "\n- JDK: "
                + Machine.jdk()
                + "\n- Date: "
                + LocalDate.now(ZoneOffset.UTC)
                + "; the run took "
                + took.toSeconds()
                + " s\n- Command: `"
                + plan.commandLine()
                + "`\n";
    }

    private String goals() {
        List<Goal> goals = Goal.of(results);
        if (goals.isEmpty()) {
            return "No goal can be judged by these rows and servers.\n";
        }
        long met = goals.stream().filter(Goal::met).count();
        return goals.stream()
                .map(goal -> goal.markdown() + "\n")
                .collect(
                        Collectors.joining(
                                "", "Of " + goals.size() + " goals " + met + " are met:\n\n", ""));
    }
}
