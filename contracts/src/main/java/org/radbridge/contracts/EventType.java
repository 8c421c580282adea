package org.radbridge.contracts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of event, each with its CloudEvents type, its topic, its body and its lanes. */
public enum EventType {
    STUDY_CLOSED("org.radbridge.study.closed.v1", "study.closed", StudyClosed.class, true),
    INFERENCE_COMPLETED(
            "org.radbridge.inference.completed.v1",
            "inference.completed",
            InferenceCompleted.class,
            true),
    INFERENCE_FAILED(
            "org.radbridge.inference.failed.v1", "inference.failed", InferenceFailed.class, false),
    RESULT_PUBLISHED(
            "org.radbridge.result.published.v1", "result.published", ResultPublished.class, true),
    REVIEW_DECIDED("org.radbridge.review.decided.v1", "review.decided", ReviewDecided.class, false),
    ESCALATION_CHANGED(
            "org.radbridge.escalation.changed.v1",
            "escalation.changed",
            EscalationChanged.class,
            true),
    ACCESS_POLICY_PUBLISHED(
            "org.radbridge.access.policy.v1", "access.policy", AccessPolicyPublished.class, false),
    AUDIT_RECORDED("org.radbridge.audit.recorded.v1", "audit.recorded", AuditRecorded.class, false);

    private final String cloudEventType;
    private final String topic;
    private final Class<? extends Event> body;
    private final boolean hasUrgentLane;

    EventType(
            String cloudEventType, String topic, Class<? extends Event> body, boolean urgentLane) {
        this.cloudEventType = cloudEventType;
        this.topic = topic;
        this.body = body;
        this.hasUrgentLane = urgentLane;
    }

    /** The CloudEvents {@code type} attribute. */
    public String cloudEventType() {
        return cloudEventType;
    }

    /** The record that the JSON body reads into. */
    public Class<? extends Event> body() {
        return body;
    }

    /** The Kafka topic of this type in a lane; types without an urgent lane have one topic. */
    public String topic(Lane lane) {
        return hasUrgentLane ? topic + lane.topicSuffix() : topic;
    }

    /** All topics of this type, urgent first. */
    public List<String> topics() {
        return hasUrgentLane ? List.of(topic(Lane.URGENT), topic(Lane.ROUTINE)) : List.of(topic);
    }

    /** The type whose CloudEvents name this is, if it is one of ours. */
    public static Optional<EventType> ofCloudEventType(String name) {
        return Arrays.stream(values()).filter(t -> t.cloudEventType.equals(name)).findFirst();
    }
}
