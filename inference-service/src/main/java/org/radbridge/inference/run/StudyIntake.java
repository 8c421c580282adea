package org.radbridge.inference.run;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.kit.inbox.EventConsumer;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Turns each closed study into work, urgent ones first. A study that no rule routes is none: the
 * ingest-service lists it. A newer revision takes the place of an older one that still waits.
 */
@ApplicationScoped
public class StudyIntake {
    private static final Logger LOG = Logger.getLogger(StudyIntake.class);

    private final EventConsumer consumer;
    private final WorkQueue queue;
    private final StudyRevisions revisions;

    public StudyIntake(EventConsumer consumer, WorkQueue queue, StudyRevisions revisions) {
        this.consumer = consumer;
        this.queue = queue;
        this.revisions = revisions;
    }

    @Incoming("study-closed-urgent")
    Uni<Void> urgent(Message<byte[]> message) {
        return take(message);
    }

    @Incoming("study-closed-routine")
    Uni<Void> routine(Message<byte[]> message) {
        return take(message);
    }

    private Uni<Void> take(Message<byte[]> message) {
        return consumer.once(
                message, StudyClosed.class, (session, study, metadata) -> accept(session, study));
    }

    private Uni<Void> accept(Mutiny.Session session, StudyClosed study) {
        String uid = study.studyInstanceUid();
        int revision = study.revision();
        return revisions
                .note(session, uid, revision)
                .chain(before -> {
                    if (revision < before) {
                        LOG.infof(
                                "study %s: revision %d comes after %d and is passed over",
                                uid, revision, before);
                        return Uni.createFrom().voidItem();
                    }
                    return cancelled(session, uid, before, revision)
                            .chain(() -> enqueued(session, study));
                });
    }

    private Uni<Void> cancelled(Mutiny.Session session, String uid, int before, int revision) {
        if (before == 0 || before == revision) {
            return Uni.createFrom().voidItem();
        }
        return queue.cancel(session, StudyWork.KIND, StudyWork.dedupeId(uid, before))
                .invoke(found -> {
                    if (found) {
                        LOG.infof(
                                "study %s: revision %d takes the place of %d",
                                uid, revision, before);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> enqueued(Mutiny.Session session, StudyClosed study) {
        if (study.routes().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        WorkRequest request =
                WorkRequest.of(
                                StudyWork.KIND,
                                study.studyInstanceUid(),
                                StudyWork.dedupeId(study.studyInstanceUid(), study.revision()),
                                study)
                        .withPriority(WorkPriority.of(study.lane()));
        return queue.enqueue(session, request).replaceWithVoid();
    }
}
