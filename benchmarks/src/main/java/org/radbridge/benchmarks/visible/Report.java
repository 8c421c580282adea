package org.radbridge.benchmarks.visible;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.radbridge.benchmarks.Distribution;
import org.radbridge.benchmarks.Machine;

/** The result in Markdown, with all that is needed to judge and to repeat it. */
final class Report {

    /** The product's promise for the 99th percentile. */
    private static final Duration TARGET = Duration.ofSeconds(1);

    private final Plan plan;
    private final Campaign.Outcome outcome;
    private final double loadBefore;

    /**
     * @param loadBefore the machine's load before anything was sent
     */
    Report(Plan plan, Campaign.Outcome outcome, double loadBefore) {
        this.plan = plan;
        this.outcome = outcome;
        this.loadBefore = loadBefore;
    }

    String markdown() {
        List<MeasuredStudy> studies = outcome.studies();
        ResultTable table = new ResultTable(studies);
        return table.markdown()
                + "\n"
                + verdict(table.overhead())
                + "\n\n- Studies: "
                + studies.size()
                + " measured after "
                + plan.warmUp()
                + " to warm up; one every "
                + outcome.meanInterval().toMillis()
                + " ms on average; "
                + studies.stream().filter(study -> study.revision() > 1).count()
                + " closed more than once\n- Machine: "
                + Machine.hardware()
                + "; suite, sender and databases share it\n- Load average: "
                + String.format(Locale.ROOT, "%.1f before, %.1f after", loadBefore, Machine.load())
                + "\n- JDK: "
                + Machine.jdk()
                + "\n- Date: "
                + LocalDate.now(ZoneOffset.UTC)
                + "\n- Command: `"
                + plan.commandLine()
                + "`\n";
    }

    private static String verdict(Distribution overhead) {
        Duration p99 = overhead.percentile(99);
        String measured =
                "Close to FHIR visible without inference: median "
                        + ResultTable.millis(overhead.median())
                        + " ms, p99 "
                        + ResultTable.millis(p99)
                        + " ms. ";
        if (overhead.count() < Plan.FEWEST_REPORTED) {
            return measured
                    + "Not to be reported: fewer than "
                    + Plan.FEWEST_REPORTED
                    + " studies.";
        }
        String target = "p99 under " + TARGET.toMillis() + " ms";
        return measured
                + (p99.compareTo(TARGET) < 0
                        ? "The target, " + target + ", is met."
                        : "The target, " + target + ", is missed.");
    }
}
