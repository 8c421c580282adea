package org.radbridge.contracts;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One example of every event: what the golden files hold. */
final class GoldenEvents {
    private static final Instant AT = Instant.parse("2026-11-22T08:15:30.250Z");
    private static final PatientIdentifier PATIENT =
            new PatientIdentifier("urn:oid:2.25.1", "PHANTOM-1");
    private static final CodedConcept PNEUMOTHORAX =
            new CodedConcept("http://snomed.info/sct", "36118008", "Pneumothorax");
    private static final Measurement LONG_AXIS =
            new Measurement(
                    new CodedConcept("http://snomed.info/sct", "103339001", "Long axis"),
                    23.04,
                    "mm",
                    new CodedConcept(
                            "https://radbridge.org/fhir/CodeSystem/measurement-method",
                            "activation-outline",
                            "Outline of the class activation, not a segmentation"));

    private GoldenEvents() {}

    static Map<EventType, Event> all() {
        Map<EventType, Event> events = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            events.put(type, of(type));
        }
        return events;
    }

    private static Event of(EventType type) {
        return switch (type) {
            case STUDY_CLOSED -> studyClosed();
            case INFERENCE_COMPLETED -> inferenceCompleted();
            case INFERENCE_FAILED ->
                    new InferenceFailed(
                            "2.25.10",
                            1,
                            List.of(new ModelFailure("chest", "model-not-found", "no such model")),
                            Map.of(TimelineStep.CLOSED, AT));
            case RESULT_PUBLISHED ->
                    new ResultPublished(
                            "2.25.10",
                            1,
                            Lane.URGENT,
                            Urgency.CRITICAL,
                            "0b6e5ff0-0000-3000-8000-000000000001",
                            "2.25.30",
                            Map.of(TimelineStep.SR_IN_PACS, AT));
            case REVIEW_DECIDED ->
                    new ReviewDecided(
                            "2.25.10",
                            1,
                            2,
                            Lane.URGENT,
                            ReviewDecided.Act.REJECTED,
                            ReviewDecided.Status.PRELIMINARY,
                            "0b6e5ff0-0000-3000-8000-000000000003",
                            "chest",
                            "1.0.0",
                            "Pneumothorax",
                            true,
                            null,
                            "0b6e5ff0-0000-3000-8000-000000000004",
                            AT);
            case ESCALATION_CHANGED ->
                    new EscalationChanged(
                            "0b6e5ff0-0000-3000-8000-000000000002",
                            2,
                            "2.25.10",
                            1,
                            PATIENT,
                            Lane.URGENT,
                            "Pneumothorax",
                            "Pneumothorax",
                            EscalationChanged.State.DELIVERED,
                            "thoracic-surgery",
                            1,
                            "thoracic surgeon on call",
                            "webhook",
                            AT,
                            Map.of(TimelineStep.ALERT_DELIVERED, AT));
            case ACCESS_POLICY_PUBLISHED ->
                    new AccessPolicyPublished(
                            3,
                            AT,
                            List.of(
                                    new AccessRule(
                                            "ward-staff",
                                            "DiagnosticReport",
                                            List.of(ResultState.UNSIGNED, ResultState.SIGNED),
                                            List.of("id", "status", "extension"),
                                            false,
                                            false,
                                            List.of(AccessAction.READ)),
                                    new AccessRule(
                                            "integrator",
                                            "Encounter",
                                            List.of(ResultState.UNSIGNED, ResultState.SIGNED),
                                            List.of("*"),
                                            false,
                                            false,
                                            List.of(AccessAction.values()))));
            case AUDIT_RECORDED ->
                    new AuditRecorded(
                            "0b6e5ff0-0000-3000-8000-000000000003",
                            AT,
                            "fhir-mapper-service",
                            AuditRecorded.Action.READ,
                            AuditRecorded.Outcome.SUCCESS,
                            "5f0c",
                            "radiologist",
                            List.of("radiologist"),
                            "token-1",
                            "127.0.0.1",
                            PATIENT,
                            "2.25.10",
                            "DiagnosticReport",
                            "0b6e5ff0-0000-3000-8000-000000000001",
                            null,
                            null);
        };
    }

    private static StudyClosed studyClosed() {
        return new StudyClosed(
                "2.25.10",
                1,
                "mpps",
                1250L,
                PATIENT,
                "A100",
                Lane.URGENT,
                List.of(
                        new SeriesSummary(
                                "2.25.11",
                                "DX",
                                "CHEST",
                                List.of("1.2.840.10008.5.1.4.1.1.1.1"),
                                1,
                                1)),
                List.of(new RoutedModel("chest", "chest radiographs", List.of("2.25.11"))),
                Map.of(TimelineStep.CLOSED, AT),
                List.of(
                        new PriorStudy(
                                "2.25.20",
                                210,
                                List.of("DX"),
                                List.of(
                                        new SeriesSummary(
                                                "2.25.21",
                                                "DX",
                                                "CHEST",
                                                List.of("1.2.840.10008.5.1.4.1.1.1.1"),
                                                1,
                                                null)),
                                "index",
                                PriorStudy.Availability.STORED)));
    }

    private static InferenceCompleted inferenceCompleted() {
        Evidence evidence =
                new Evidence(
                        "2.25.11",
                        "2.25.12",
                        "1.2.840.10008.5.1.4.1.1.1.1",
                        null,
                        "0b6e5ff0-0000-3000-8000-000000000004",
                        List.of(
                                new Evidence.Point(10, 20.5),
                                new Evidence.Point(30, 20.5),
                                new Evidence.Point(30, 40)));
        Finding finding =
                new Finding(
                        "Pneumothorax",
                        "Pneumothorax",
                        List.of(PNEUMOTHORAX),
                        0.97,
                        0.5,
                        true,
                        Urgency.CRITICAL,
                        evidence,
                        List.of(LONG_AXIS));
        ModelRun run =
                new ModelRun(
                        "0b6e5ff0-0000-3000-8000-000000000005",
                        "chest",
                        "1",
                        "2.25.40",
                        "Radbridge",
                        "reference model, trained on synthetic phantoms, not for clinical use",
                        new CodedConcept("http://snomed.info/sct", "51185008", "Chest"),
                        "2.25.11",
                        1,
                        List.of(finding),
                        12);
        return new InferenceCompleted(
                "2.25.10",
                1,
                PATIENT,
                "A100",
                Lane.URGENT,
                Urgency.CRITICAL,
                List.of(run),
                List.of(),
                Map.of(TimelineStep.INFERRED, AT));
    }
}
