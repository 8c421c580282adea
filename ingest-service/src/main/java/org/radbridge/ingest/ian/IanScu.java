package org.radbridge.ingest.ian;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.net.NRequest.NCreate;
import org.radbridge.ingest.ae.AeClient;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.Notice;
import org.radbridge.ingest.ae.Told;
import org.radbridge.ingest.study.ClosedStudies;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Tells application entities of the registry which instances of a closed study can be had here
 * (PS3.4 annex R), by N-CREATE, until they take it.
 */
@ApplicationScoped
class IanScu implements ClosedStudies, WorkHandler {
    private static final String WORK = "ian";

    private final AeRegistry registry;
    private final AeClient client;
    private final IanNotification notification;
    private final WorkQueue work;

    IanScu(AeRegistry registry, AeClient client, IanNotification notification, WorkQueue work) {
        this.registry = registry;
        this.client = client;
        this.notification = notification;
        this.work = work;
    }

    /** Whom to tell of what. */
    @RegisterForReflection
    record Payload(String title, String studyInstanceUid, int revision) {
        /** The same on every attempt. */
        String sopInstanceUid() {
            return Uid.fromName("ian/" + studyInstanceUid + "/" + revision + "/" + title);
        }
    }

    @Override
    public Uni<Void> closed(Mutiny.Session session, String studyInstanceUid, int revision) {
        Uni<Void> asked = Uni.createFrom().voidItem();
        for (String title : registry.toBeTold(Notice.IAN)) {
            WorkRequest request =
                    WorkRequest.of(
                            WORK,
                            title,
                            studyInstanceUid + "/" + revision + "/" + title,
                            new Payload(title, studyInstanceUid, revision));
            asked = asked.chain(() -> work.enqueue(session, request).replaceWithVoid());
        }
        return asked;
    }

    @Override
    public String kind() {
        return WORK;
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public RetryPolicy retry() {
        return Told.RETRY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        Payload payload = item.payload(Payload.class);
        return notification
                .of(payload.studyInstanceUid(), client.ownTitle())
                .chain(attributes ->
                        attributes.items(Tag.ReferencedSeriesSequence).isEmpty()
                                ? Uni.createFrom().voidItem()
                                : tell(payload, attributes))
                .replaceWith(Commit.nothing());
    }

    private Uni<Void> tell(Payload payload, DataSet attributes) {
        NCreate create =
                new NCreate(
                        Uid.InstanceAvailabilityNotification,
                        Optional.of(payload.sopInstanceUid()),
                        attributes);
        return client.call(
                        payload.title(),
                        request -> request.withSopClass(Uid.InstanceAvailabilityNotification),
                        association -> association.request(create))
                .invoke(response -> Told.requireTaken(payload.title(), response.status()))
                .replaceWithVoid();
    }
}
