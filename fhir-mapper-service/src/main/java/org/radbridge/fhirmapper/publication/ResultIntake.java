package org.radbridge.fhirmapper.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.kit.inbox.EventConsumer;
import org.radbridge.kit.inbox.EventMetadata;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Turns each {@code inference.completed} into work. The archive is asked outside the event's
 * transaction, so that a study whose archive does not answer holds up no other.
 */
@ApplicationScoped
public class ResultIntake {
    private final EventConsumer consumer;
    private final WorkQueue queue;

    public ResultIntake(EventConsumer consumer, WorkQueue queue) {
        this.consumer = consumer;
        this.queue = queue;
    }

    @Incoming("inference-completed-urgent")
    Uni<Void> urgent(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("inference-completed-routine")
    Uni<Void> routine(Message<byte[]> message) {
        return take(message);
    }

    private Uni<Void> take(Message<byte[]> message) {
        return consumer.once(
                message,
                InferenceCompleted.class,
                (session, event, metadata) ->
                        queue.enqueue(session, request(event, metadata)).replaceWithVoid());
    }

    private static WorkRequest request(InferenceCompleted event, EventMetadata metadata) {
        Instant inferred = event.stamps().get(TimelineStep.INFERRED);
        ResultWork.Payload payload =
                new ResultWork.Payload(event, inferred == null ? metadata.time() : inferred);
        return WorkRequest.of(ResultWork.KIND, event.studyInstanceUid(), metadata.id(), payload)
                .withPriority(WorkPriority.of(event.lane()));
    }
}
