package org.radbridge.benchmarks.visible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.TimelineStep;

class ResultTableTest {

    private static final Instant CLOSED = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void everyStepAndTheWholeStandInMilliseconds() {
        ResultTable table =
                new ResultTable(
                        List.of(
                                study(Kind.CHEST, 100, 2, 50, 200, 300, 450),
                                study(Kind.CHEST, 10, 1, 20, 40, 90, 100)));
        assertThat(table.markdown())
                .isEqualTo(
                        """
                        | Milliseconds | median | p90 | p99 | max |
                        |---|--:|--:|--:|--:|
                        | close → routed | 1 | 2 | 2 | 2 |
                        | routed → last pixels read | 19 | 48 | 48 | 48 |
                        | last pixels read → inferred | 20 | 150 | 150 | 150 |
                        | inferred → FHIR visible | 50 | 100 | 100 | 100 |
                        | FHIR visible → SR in PACS | 10 | 150 | 150 | 150 |
                        | inference server, of all this | 10 | 100 | 100 | 100 |
                        | close → FHIR visible | 90 | 300 | 300 | 300 |
                        | **close → FHIR visible, without inference** | **80** | **200** | **200** | **200** |
                        | close → SR in PACS, without inference | 90 | 350 | 350 | 350 |
                        """);
    }

    @Test
    void inferenceIsTakenFromEachStudyAndNotFromThePercentiles() {
        ResultTable table =
                new ResultTable(
                        List.of(
                                study(Kind.CHEST, 500, 0, 10, 510, 600, 700),
                                study(Kind.CHEST, 0, 0, 10, 20, 300, 400)));
        assertThat(table.overhead().maximum()).isEqualTo(Duration.ofMillis(300));
        assertThat(table.overhead().median()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void twoKindsStandInRowsOfTheirOwn() {
        ResultTable table =
                new ResultTable(
                        List.of(
                                study(Kind.CHEST, 10, 0, 20, 40, 90, 100),
                                study(Kind.HEAD, 50, 0, 200, 300, 450, 500)));
        assertThat(table.markdown())
                .contains("| of these the 1 chest radiographs | 80 | 80 | 80 | 80 |\n")
                .contains("| of these the 1 head CTs | 400 | 400 | 400 | 400 |\n");
    }

    @Test
    void whatAReaderSawStandsBesideWhatTheSuiteSays() {
        MeasuredStudy study = study(Kind.CHEST, 10, 0, 20, 40, 90, 100);
        assertThat(new ResultTable(List.of(study)).markdown()).doesNotContain("reader");
        assertThat(new ResultTable(List.of(study.seenAt(CLOSED.plusMillis(97)))).markdown())
                .contains("| FHIR visible → seen by a reader | 7 | 7 | 7 | 7 |\n")
                .contains("| close → seen by a reader, without inference | 87 | 87 | 87 | 87 |\n");
    }

    @Test
    void partsOfAMillisecondAreRoundedUp() {
        assertThat(ResultTable.millis(Duration.ZERO)).isZero();
        assertThat(ResultTable.millis(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(ResultTable.millis(Duration.ofMillis(999).plusNanos(1))).isEqualTo(1000);
    }

    @Test
    void aStudyThatIsNotThroughCannotBeMeasured() {
        Map<TimelineStep, Instant> steps = new EnumMap<>(TimelineStep.class);
        steps.put(TimelineStep.CLOSED, CLOSED);
        assertThatThrownBy(() ->
                        new MeasuredStudy(Kind.HEAD, 1, steps, Duration.ZERO, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Milliseconds of inference, and after the close. */
    private static MeasuredStudy study(
            Kind kind,
            long inference,
            long routed,
            long pixelsRead,
            long inferred,
            long visible,
            long archived) {
        Map<TimelineStep, Instant> steps = new EnumMap<>(TimelineStep.class);
        steps.put(TimelineStep.CLOSED, CLOSED);
        steps.put(TimelineStep.ROUTED, CLOSED.plusMillis(routed));
        steps.put(TimelineStep.PIXELS_READ, CLOSED.plusMillis(pixelsRead));
        steps.put(TimelineStep.INFERRED, CLOSED.plusMillis(inferred));
        steps.put(TimelineStep.FHIR_VISIBLE, CLOSED.plusMillis(visible));
        steps.put(TimelineStep.SR_IN_PACS, CLOSED.plusMillis(archived));
        return new MeasuredStudy(kind, 1, steps, Duration.ofMillis(inference), Optional.empty());
    }
}
