package org.radbridge.fhirmapper.mapping;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.fhirmapper.review.ReportStatus;

/**
 * The report's conclusion in plain words: what was found, what was looked for and not found, which
 * model gave no answer, and what each model says of itself. No confidences: those who may see a
 * conclusion need not be those who may see confidences.
 */
final class Conclusion {
    private Conclusion() {}

    static String text(ResultSource source) {
        InferenceCompleted event = source.event();
        List<String> present = displays(source, source::present);
        List<String> absent = displays(source, f -> source.asserts(f) && !source.present(f));
        Stream<String> sentences =
                Stream.of(
                                Stream.of(standing(source.review().status())),
                                Stream.of(
                                        "Urgency: "
                                                + DiagnosticReportMapping.urgencyCode(
                                                        event.urgency())
                                                + "."),
                                Stream.of(
                                        present.isEmpty()
                                                ? "No finding above its threshold."
                                                : "Found: " + String.join(", ", present) + "."),
                                absent.isEmpty()
                                        ? Stream.<String>empty()
                                        : Stream.of(
                                                "Not found: " + String.join(", ", absent) + "."),
                                event.failures().stream().map(Conclusion::noAnswer),
                                event.runs().stream()
                                        .map(run ->
                                                run.model()
                                                        + " "
                                                        + run.version()
                                                        + ": "
                                                        + run.statement())
                                        .distinct())
                        .flatMap(s -> s);
        return sentences.collect(Collectors.joining("\n"));
    }

    static String standing(ReportStatus status) {
        return switch (status) {
            case PRELIMINARY -> "Preliminary result of image analysis, not yet verified.";
            case FINAL -> "Result of image analysis, verified by a radiologist.";
            case AMENDED -> "Result of image analysis, amended by a radiologist.";
            case ENTERED_IN_ERROR -> "Withdrawn by a radiologist: nothing of this holds.";
        };
    }

    private static List<String> displays(ResultSource source, Predicate<RankedFinding> wanted) {
        return source.findings().stream()
                .filter(wanted)
                .map(ranked -> ranked.finding().display())
                .distinct()
                .toList();
    }

    static String noAnswer(ModelFailure failure) {
        return "No answer from " + failure.model() + " (" + failure.failureId() + ").";
    }
}
