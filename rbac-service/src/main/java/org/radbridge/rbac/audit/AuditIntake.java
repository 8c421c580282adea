package org.radbridge.rbac.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.kit.inbox.EventConsumer;

/** Takes what every service reports. */
@ApplicationScoped
public class AuditIntake {
    private final EventConsumer consumer;
    private final AuditRepository repository;

    public AuditIntake(EventConsumer consumer, AuditRepository repository) {
        this.consumer = consumer;
        this.repository = repository;
    }

    @Incoming("audit-recorded")
    Uni<Void> take(Message<byte[]> message) {
        return consumer.once(
                message,
                AuditRecorded.class,
                (session, entry, metadata) -> repository.append(session, entry));
    }
}
