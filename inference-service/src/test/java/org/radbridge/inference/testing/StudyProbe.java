package org.radbridge.inference.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.kit.testing.EventProbe;

/** Closes studies and listens for what comes of them. */
public final class StudyProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventProbe events;

    private StudyProbe(EventProbe events) {
        this.events = events;
    }

    public static StudyProbe connect() {
        return new StudyProbe(EventProbe.connect());
    }

    /** Tells that a study is closed, in its lane. */
    public void publish(StudyClosed closed) {
        events.publish(closed, closed.lane());
    }

    /** The study's last answer, once there is one. */
    public InferenceCompleted completed(StudyClosed closed) {
        await().atMost(PATIENCE).until(() -> !allCompleted(closed.studyInstanceUid()).isEmpty());
        return allCompleted(closed.studyInstanceUid()).getLast();
    }

    public List<InferenceCompleted> allCompleted(String studyInstanceUid) {
        return events.events(EventType.INFERENCE_COMPLETED, InferenceCompleted.class).stream()
                .filter(event -> event.studyInstanceUid().equals(studyInstanceUid))
                .toList();
    }

    /** Why the study has no answer, once that is told. */
    public InferenceFailed failure(StudyClosed closed) {
        await().atMost(PATIENCE).until(() -> !failed(closed).isEmpty());
        return failed(closed).getLast();
    }

    public List<InferenceFailed> failed(StudyClosed closed) {
        return events.events(EventType.INFERENCE_FAILED, InferenceFailed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(closed.studyInstanceUid()))
                .toList();
    }

    public List<AuditRecorded> audits() {
        return events.events(EventType.AUDIT_RECORDED, AuditRecorded.class);
    }

    @Override
    public void close() {
        events.close();
    }
}
