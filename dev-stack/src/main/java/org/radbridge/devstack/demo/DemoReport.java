package org.radbridge.devstack.demo;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.dicom.data.Uid;

/** Prints what became of the studies, and where to look at it. */
final class DemoReport {

    private static final Map<String, String> KINDS =
            Map.of(
                    Uid.Comprehensive3DSRStorage,
                    "structured report",
                    Uid.ParametricMapStorage,
                    "parametric map",
                    Uid.GrayscaleSoftcopyPresentationStateStorage,
                    "presentation state",
                    Uid.SecondaryCaptureImageStorage,
                    "overlay",
                    Uid.KeyObjectSelectionDocumentStorage,
                    "key images or rejections");

    private final PrintStream out;
    private final SuiteView suite;
    private final Path pacsObjects;

    /**
     * @param pacsObjects where the PACS peer keeps its files
     */
    DemoReport(PrintStream out, SuiteView suite, Path pacsObjects) {
        this.out = out;
        this.suite = suite;
        this.pacsObjects = pacsObjects;
    }

    void print(FollowedStudy study) {
        out.printf(
                "%n%s  %s (%s, %d objects by %s)%n",
                study.faults().isEmpty() ? "✓" : "✗",
                study.demo().name(),
                study.demo().study().modality(),
                study.demo().study().size(),
                study.way());
        out.println("   study      " + study.uid());
        study.report()
                .ifPresent(report -> {
                    out.println("   urgency    " + report.urgency());
                    printFindings(report, study.demo().findings());
                });
        study.order().ifPresent(order -> printOrder(order, study.visits()));
        printTimeline(study.steps());
        out.println(
                "   FHIR       curl -H \"Authorization: Bearer $TOKEN\" '"
                        + suite.reportUrl(study.uid())
                        + "'");
        printObjects(study);
        out.println("   HL7 v2     curl '" + suite.messagesUrl(study.uid()) + "'");
        study.messages().forEach(this::printMessage);
        study.alerts().forEach(this::printAlert);
        study.faults().forEach(fault -> out.println("   FAULT      " + fault));
    }

    private void printOrder(SeenOrder order, List<String> visits) {
        out.println("   order      " + order.reference());
        out.printf(
                "   patient    %s, %s, %s%n",
                order.patient(), order.name(), String.join(", ", visits));
    }

    private void printObjects(FollowedStudy study) {
        out.println("   PACS       curl '" + suite.pacsUrl(study.uid()) + "'");
        for (SuiteView.SeenObject object : study.pacsObjects()) {
            out.printf(
                    "              %-26s %s%n",
                    KINDS.getOrDefault(object.sopClassUid(), object.sopClassUid()),
                    pacsObjects
                            .resolve(study.uid())
                            .resolve(object.seriesInstanceUid())
                            .resolve(object.sopInstanceUid() + ".dcm"));
        }
    }

    private void printFindings(SeenReport report, Set<String> truth) {
        String head = "   findings   ";
        List<SeenFinding> shown =
                report.findings().stream()
                        .filter(finding -> finding.present() || truth.contains(finding.label()))
                        .toList();
        for (SeenFinding finding : shown) {
            String verdict =
                    truth.contains(finding.label())
                            ? finding.present() ? "true" : "missed"
                            : "not in the truth";
            out.printf(
                    Locale.ROOT,
                    "%s%-34s confidence %.3f  %s%n",
                    head,
                    finding.display(),
                    finding.confidence(),
                    verdict);
            head = " ".repeat(head.length());
        }
        if (shown.isEmpty()) {
            double surest =
                    report.findings().isEmpty() ? 0 : report.findings().getFirst().confidence();
            out.printf(
                    Locale.ROOT,
                    "%snone of %d (surest %.3f), which is the truth%n",
                    head,
                    report.findings().size(),
                    surest);
        }
    }

    /** Durations from the close of the study on: where the promise begins. */
    private void printTimeline(Map<TimelineStep, Instant> steps) {
        Instant closed = steps.get(TimelineStep.CLOSED);
        if (closed == null) {
            return;
        }
        String line =
                steps.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(step ->
                                name(step.getKey())
                                        + " "
                                        + seconds(Duration.between(closed, step.getValue())))
                        .collect(Collectors.joining(" · "));
        out.println("   timeline   " + line);
    }

    private static String name(TimelineStep step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%+.2f s", duration.toMillis() / 1e3);
    }

    /** A message with how far the report has come (OBR-25). */
    private void printMessage(JsonObject message) {
        out.printf(
                "              ORU^R01 %s at %s, status %s%n",
                message.getString("controlId"),
                message.getString("receivedAt"),
                message.getString("status"));
    }

    private void printAlert(JsonObject alert) {
        JsonObject body = alert.getJsonObject("body");
        JsonObject acknowledgement = alert.getJsonObject("acknowledgement");
        out.printf(
                "   alert      to %s at %s, %s%n",
                body.getString("recipient", body.getString("team", "on call")),
                alert.getString("receivedAt"),
                acknowledgement == null
                        ? "not acknowledged"
                        : "acknowledged at " + acknowledgement.getString("at"));
    }

    /** How to get the token that the commands above use. */
    void printTokenCommand() {
        out.printf(
                "%nA radiologist's token for these commands (it lives five minutes):%n  TOKEN=$(curl -s %s -d grant_type=password -d client_id=radbridge-cli"
                        + " -d username=radiologist -d password=radiologist"
                        + " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')%n",
                suite.tokens().endpoint());
    }
}
