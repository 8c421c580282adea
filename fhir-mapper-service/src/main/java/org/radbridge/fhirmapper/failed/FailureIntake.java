package org.radbridge.fhirmapper.failed;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.InferenceFailed;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.TaskMapping;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.store.ResourceStore;
import org.radbridge.kit.inbox.EventConsumer;
import org.radbridge.kit.inbox.EventMetadata;

/** Takes {@code inference.failed}; one that comes after the result of its revision is moot. */
@ApplicationScoped
public class FailureIntake {
    private static final Logger LOG = Logger.getLogger(FailureIntake.class);

    private final EventConsumer consumer;
    private final StudyResults results;
    private final ResourceStore store;
    private final ComputePool compute;
    private final FhirJson fhirJson;

    public FailureIntake(
            EventConsumer consumer,
            StudyResults results,
            ResourceStore store,
            ComputePool compute,
            FhirJson fhirJson) {
        this.consumer = consumer;
        this.results = results;
        this.store = store;
        this.compute = compute;
        this.fhirJson = fhirJson;
    }

    @Incoming("inference-failed")
    Uni<Void> take(Message<byte[]> message) {
        return consumer.once(message, InferenceFailed.class, this::record);
    }

    private Uni<Void> record(
            Mutiny.Session session, InferenceFailed event, EventMetadata metadata) {
        return results.find(session, event.studyInstanceUid())
                .chain(shown ->
                        shown.filter(r -> r.event().revision() >= event.revision()).isPresent()
                                ? moot(event)
                                : write(session, event, metadata.time()));
    }

    private Uni<Void> write(Mutiny.Session session, InferenceFailed event, Instant at) {
        return compute.run(() -> ResourceRows.of(fhirJson, List.of(TaskMapping.failed(event, at))))
                .chain(rows -> store.write(session, rows, Instant.now()))
                .replaceWithVoid();
    }

    private static Uni<Void> moot(InferenceFailed event) {
        LOG.infof(
                "study %s: the failure of revision %d comes after a result and is passed over",
                event.studyInstanceUid(), event.revision());
        return Uni.createFrom().voidItem();
    }
}
