package org.radbridge.devstack.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.devstack.ehr.HospitalFeed;
import org.radbridge.dicom.data.Uid;
import org.radbridge.phantoms.DemoStudies.DemoStudy;
import org.radbridge.phantoms.DemoStudies.Urgency;

/** One study of the demo, from its sending to the judgement. */
final class FollowedStudy {

    private static final Set<TimelineStep> ALWAYS =
            EnumSet.of(
                    TimelineStep.FIRST_INSTANCE,
                    TimelineStep.CLOSED,
                    TimelineStep.ROUTED,
                    TimelineStep.PIXELS_READ,
                    TimelineStep.INFERRED,
                    TimelineStep.SR_IN_PACS,
                    TimelineStep.FHIR_VISIBLE);

    /** In which a result with findings is told beside its report. */
    private static final List<String> EVIDENCE =
            List.of(
                    Uid.ParametricMapStorage,
                    Uid.GrayscaleSoftcopyPresentationStateStorage,
                    Uid.SecondaryCaptureImageStorage,
                    Uid.KeyObjectSelectionDocumentStorage);

    private final DemoStudy demo;
    private final String way;
    private final SuiteView suite;
    private final List<String> faults = new ArrayList<>();
    private Map<TimelineStep, Instant> steps = Map.of();
    private Optional<SeenReport> report = Optional.empty();
    private Optional<SeenOrder> order = Optional.empty();
    private List<String> visits = List.of();
    private List<SuiteView.SeenObject> pacsObjects = List.of();
    private List<JsonObject> alerts = List.of();
    private List<JsonObject> messages = List.of();
    private boolean acknowledged;

    /**
     * @param way how it was sent, for people
     */
    FollowedStudy(DemoStudy demo, String way, SuiteView suite) {
        this.demo = demo;
        this.way = way;
        this.suite = suite;
    }

    DemoStudy demo() {
        return demo;
    }

    String way() {
        return way;
    }

    String uid() {
        return demo.study().identity().studyInstanceUid();
    }

    Map<TimelineStep, Instant> steps() {
        return steps;
    }

    Optional<SeenReport> report() {
        return report;
    }

    /** The order that the study was made for. */
    Optional<SeenOrder> order() {
        return order;
    }

    /** The visits in which it was made: one. */
    List<String> visits() {
        return visits;
    }

    List<SuiteView.SeenObject> pacsObjects() {
        return pacsObjects;
    }

    List<JsonObject> alerts() {
        return alerts;
    }

    /** The HL7 v2 messages that the EHR got. */
    List<JsonObject> messages() {
        return messages;
    }

    /** What is wrong; empty when all is as it should be. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    private boolean critical() {
        return demo.urgency() == Urgency.CRITICAL;
    }

    private Set<TimelineStep> expectedSteps() {
        Set<TimelineStep> expected = EnumSet.copyOf(ALWAYS);
        if (critical()) {
            expected.add(TimelineStep.ALERT_DELIVERED);
            expected.add(TimelineStep.ACKNOWLEDGED);
        }
        return expected;
    }

    /** Looks once; acknowledges an alert that has come. True when every step has happened. */
    boolean look() throws IOException, InterruptedException {
        steps = suite.timeline(uid());
        if (critical() && !acknowledged) {
            alerts = suite.alerts(uid());
            if (!alerts.isEmpty()) {
                suite.acknowledge(alerts.getFirst());
                acknowledged = true;
            }
        }
        pacsObjects = suite.pacsObjects(uid());
        messages = suite.messages(uid());
        return steps.keySet().containsAll(expectedSteps())
                && missingObjects().isEmpty()
                && !messages.isEmpty();
    }

    private List<String> missingObjects() {
        return EVIDENCE.stream()
                .filter(_ -> !demo.findings().isEmpty())
                .filter(sopClass -> count(sopClass) == 0)
                .toList();
    }

    private long count(String sopClassUid) {
        return pacsObjects.stream()
                .filter(object -> object.sopClassUid().equals(sopClassUid))
                .count();
    }

    /** Reads the results and holds them against the truth. */
    void judge() throws IOException, InterruptedException {
        Set<TimelineStep> missing = EnumSet.copyOf(expectedSteps());
        missing.removeAll(steps.keySet());
        check(missing.isEmpty(), "these steps have not happened: " + missing);
        report = suite.report(uid());
        order = suite.order(demo.study().identity().accessionNumber());
        visits = suite.visits(HospitalFeed.visitNumber(demo.study()));
        pacsObjects = suite.pacsObjects(uid());
        alerts = suite.alerts(uid());
        check(report.isPresent(), "there is no DiagnosticReport");
        report.ifPresent(this::compare);
        check(order.isPresent(), "there is no order of the study");
        report.ifPresent(seen -> order.ifPresent(known -> judgeOrder(seen, known)));
        long reports = count(Uid.Comprehensive3DSRStorage);
        check(reports == 1, "one SR is expected in the PACS, there are " + reports);
        check(missingObjects().isEmpty(), "the PACS has no object of " + missingObjects());
        check(
                messages.size() == 1,
                "one message is expected at the EHR, there are " + messages.size());
        judgeEscalation();
    }

    private void compare(SeenReport seen) {
        Set<String> truth = new TreeSet<>(demo.findings());
        check(
                seen.present().equals(truth),
                "findings are " + seen.present() + ", the truth is " + truth);
        String urgency = demo.urgency().name().toLowerCase(Locale.ROOT);
        check(
                seen.urgency().equals(urgency),
                "urgency is " + seen.urgency() + ", the truth is " + urgency);
    }

    /** What the feed said before the images came, and what came of them, are one. */
    private void judgeOrder(SeenReport seen, SeenOrder known) {
        check(
                seen.basedOn().equals(List.of(known.reference())),
                "the report is based on " + seen.basedOn() + ", the order is " + known.reference());
        check(
                seen.subject().equals(known.patient()),
                "the report is about " + seen.subject() + ", the order about " + known.patient());
        check(!known.city().isEmpty(), "the patient is not the one that was admitted");
        check(visits.size() == 1, "one visit is expected, there are " + visits.size());
    }

    private void judgeEscalation() throws IOException, InterruptedException {
        List<JsonObject> escalations = suite.escalations(uid());
        if (!critical()) {
            check(alerts.isEmpty(), "nobody should have been alerted");
            check(escalations.isEmpty(), "nothing should have been escalated");
            return;
        }
        check(alerts.size() == 1, "one alert is expected, there are " + alerts.size());
        boolean closed =
                escalations.size() == 1
                        && "ACKNOWLEDGED".equals(escalations.getFirst().getString("state"));
        check(closed, "one acknowledged escalation is expected: " + states(escalations));
    }

    private static List<String> states(List<JsonObject> escalations) {
        return escalations.stream().map(each -> each.getString("state")).toList();
    }

    private void check(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
