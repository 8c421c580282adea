package org.radbridge.kit.inbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.kit.TestEffects;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.trace.TraceParent;

/** Writes one effect per event, after it has failed as often as the event's close reason says. */
@ApplicationScoped
class StudyClosedConsumer {
    static final String FAILS_TWICE = "fails-twice";
    static final String FAILS_FOR_GOOD = "fails-for-good";
    static final String FAILS_UNTIL_REPAIRED = "fails-until-repaired";

    private final EventConsumer consumer;
    private final TestEffects effects;
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Set<String> repaired = ConcurrentHashMap.newKeySet();

    StudyClosedConsumer(EventConsumer consumer, TestEffects effects) {
        this.consumer = consumer;
        this.effects = effects;
    }

    @Incoming("study-closed")
    Uni<Void> receive(Message<byte[]> message) {
        return consumer.once(message, StudyClosed.class, this::change);
    }

    Uni<Void> change(Mutiny.Session session, StudyClosed event, EventMetadata metadata) {
        String study = event.studyInstanceUid();
        int attempt =
                attempts.computeIfAbsent(study, ignored -> new AtomicInteger()).incrementAndGet();
        // Written before the failure: a rolled back attempt must leave nothing.
        return effects.write(session, study, metadata.id())
                .chain(() ->
                        effects.write(
                                session, "trace-" + study, TraceParent.current().orElse("none")))
                .chain(() ->
                        switch (event.closeReason()) {
                            case FAILS_TWICE ->
                                    attempt <= 2
                                            ? fail(new IllegalStateException("not yet"))
                                            : Uni.createFrom().voidItem();
                            case FAILS_FOR_GOOD -> fail(permanent());
                            case FAILS_UNTIL_REPAIRED ->
                                    repaired.contains(study)
                                            ? Uni.createFrom().voidItem()
                                            : fail(permanent());
                            default -> Uni.createFrom().voidItem();
                        });
    }

    int attempts(String study) {
        return attempts.getOrDefault(study, new AtomicInteger()).get();
    }

    void repair(String study) {
        repaired.add(study);
    }

    private static PermanentFailure permanent() {
        return new PermanentFailure(KitFailure.CONFLICT, "as the test wants it");
    }

    private static Uni<Void> fail(RuntimeException failure) {
        return Uni.createFrom().failure(failure);
    }
}
