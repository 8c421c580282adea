package org.radbridge.fhirmapper.mapping;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelFailure;

/**
 * The report's conclusion in plain words: what was found, what was looked for and not found, which
 * model gave no answer, and what each model says of itself. No confidences: those who may see a
 * conclusion need not be those who may see confidences.
 */
final class Conclusion {
    private Conclusion() {}

    static String text(InferenceCompleted event, List<RankedFinding> findings) {
        List<String> present = displays(findings, true);
        List<String> absent = displays(findings, false);
        Stream<String> sentences =
                Stream.of(
                                Stream.of(
                                        "Preliminary result of image analysis, not yet verified."),
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

    private static List<String> displays(List<RankedFinding> findings, boolean present) {
        return findings.stream()
                .filter(ranked -> ranked.finding().present() == present)
                .map(ranked -> ranked.finding().display())
                .distinct()
                .toList();
    }

    private static String noAnswer(ModelFailure failure) {
        return "No answer from " + failure.model() + " (" + failure.failureId() + ").";
    }
}
