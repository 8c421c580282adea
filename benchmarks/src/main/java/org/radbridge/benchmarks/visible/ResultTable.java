package org.radbridge.benchmarks.visible;

import static org.radbridge.contracts.TimelineStep.CLOSED;
import static org.radbridge.contracts.TimelineStep.FHIR_VISIBLE;
import static org.radbridge.contracts.TimelineStep.INFERRED;
import static org.radbridge.contracts.TimelineStep.PIXELS_READ;
import static org.radbridge.contracts.TimelineStep.ROUTED;
import static org.radbridge.contracts.TimelineStep.SR_IN_PACS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.benchmarks.Distribution;
import org.radbridge.contracts.TimelineStep;

/** The distribution of each step and of the whole, as a Markdown table in milliseconds. */
final class ResultTable {

    private static final String HEAD =
            """
            | Milliseconds | median | p90 | p99 | max |
            |---|--:|--:|--:|--:|
            """;

    private record Row(String name, boolean main, Distribution values) {

        String markdown() {
            String mark = main ? "**" : "";
            return Stream.of(
                            values.median(),
                            values.percentile(90),
                            values.percentile(99),
                            values.maximum())
                    .map(duration -> mark + millis(duration) + mark)
                    .collect(Collectors.joining(" | ", "| " + mark + name + mark + " | ", " |\n"));
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Distribution overhead;

    /**
     * @param studies at least one
     */
    ResultTable(List<MeasuredStudy> studies) {
        add("close → routed", studies, study -> study.between(CLOSED, ROUTED));
        add("routed → last pixels read", studies, study -> study.between(ROUTED, PIXELS_READ));
        add("last pixels read → inferred", studies, study -> study.between(PIXELS_READ, INFERRED));
        add("inferred → FHIR visible", studies, study -> study.between(INFERRED, FHIR_VISIBLE));
        add("FHIR visible → SR in PACS", studies, study -> study.between(FHIR_VISIBLE, SR_IN_PACS));
        add("inference server, of all this", studies, MeasuredStudy::inference);
        add("close → FHIR visible", studies, study -> study.between(CLOSED, FHIR_VISIBLE));
        overhead = distribution(studies, study -> study.overhead(FHIR_VISIBLE));
        rows.add(new Row("close → FHIR visible, without inference", true, overhead));
        for (Kind kind : Kind.values()) {
            List<MeasuredStudy> ofKind =
                    studies.stream().filter(study -> study.kind() == kind).toList();
            if (!ofKind.isEmpty() && ofKind.size() < studies.size()) {
                add(
                        "of these the " + ofKind.size() + " " + kind.plural(),
                        ofKind,
                        study -> study.overhead(FHIR_VISIBLE));
            }
        }
        add("close → SR in PACS, without inference", studies, study -> study.overhead(SR_IN_PACS));
        if (studies.stream().allMatch(study -> study.seen().isPresent())) {
            add(
                    "FHIR visible → seen by a reader",
                    studies,
                    study -> seenAfter(study, FHIR_VISIBLE));
            add(
                    "close → seen by a reader, without inference",
                    studies,
                    study -> seenAfter(study, CLOSED).minus(study.inference()));
        }
    }

    private static Duration seenAfter(MeasuredStudy study, TimelineStep step) {
        return study.untilSeen(step).orElseThrow();
    }

    private void add(
            String name, List<MeasuredStudy> studies, Function<MeasuredStudy, Duration> length) {
        rows.add(new Row(name, false, distribution(studies, length)));
    }

    private static Distribution distribution(
            List<MeasuredStudy> studies, Function<MeasuredStudy, Duration> length) {
        return new Distribution(studies.stream().map(length).toList());
    }

    /** Close to FHIR visible without inference: the figure that this benchmark is for. */
    Distribution overhead() {
        return overhead;
    }

    String markdown() {
        return rows.stream().map(Row::markdown).collect(Collectors.joining("", HEAD, ""));
    }

    /** Rounded up, so that no figure is told smaller than it was. */
    static long millis(Duration duration) {
        return Math.ceilDiv(duration.toNanos(), 1_000_000L);
    }
}
