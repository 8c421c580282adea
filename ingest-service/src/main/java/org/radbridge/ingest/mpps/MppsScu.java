package org.radbridge.ingest.mpps;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.ingest.ae.AeClient;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.Notice;
import org.radbridge.ingest.ae.Told;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Passes performed procedure steps on to application entities of the registry (PS3.4 annex F), each
 * change in its order, until they take it. What is passed on is the step as it is kept then.
 */
@ApplicationScoped
class MppsScu implements WorkHandler {
    private static final String WORK = "mpps";

    private final AeRegistry registry;
    private final AeClient client;
    private final Database database;
    private final WorkQueue work;

    MppsScu(AeRegistry registry, AeClient client, Database database, WorkQueue work) {
        this.registry = registry;
        this.client = client;
        this.database = database;
        this.work = work;
    }

    /** What is passed on, and to whom; the step itself stays in its row. */
    @RegisterForReflection
    record Payload(String title, String step, boolean created) {}

    /** Passes a step on that was created, or set, in this transaction. */
    Uni<Void> passOn(Mutiny.Session session, String step, boolean created) {
        Uni<Void> asked = Uni.createFrom().voidItem();
        for (String title : registry.toBeTold(Notice.MPPS)) {
            WorkRequest request =
                    WorkRequest.of(
                            WORK,
                            title + "/" + step,
                            UUID.randomUUID().toString(),
                            new Payload(title, step, created));
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
        return database.inSession(
                        session -> new PerformedProcedureSteps(session).attributes(payload.step()))
                .chain(kept ->
                        kept.map(attributes -> tell(payload, request(payload, attributes)))
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(Commit.nothing());
    }

    private static NRequest request(Payload payload, DataSet kept) {
        DataSet attributes = new DataSet().putAll(kept);
        if (!payload.created()) {
            return new NRequest.NSet(
                    Uid.ModalityPerformedProcedureStep,
                    payload.step(),
                    PerformedProcedureStep.settable(attributes));
        }
        attributes
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .put(Tag.PerformedProcedureStepEndDate)
                .put(Tag.PerformedProcedureStepEndTime)
                .putItems(Tag.PerformedSeriesSequence);
        return new NRequest.NCreate(
                Uid.ModalityPerformedProcedureStep, Optional.of(payload.step()), attributes);
    }

    private Uni<Void> tell(Payload payload, NRequest request) {
        return client.call(
                        payload.title(),
                        association -> association.withSopClass(Uid.ModalityPerformedProcedureStep),
                        association -> association.request(request))
                .invoke(response -> Told.requireTaken(payload.title(), response.status()))
                .replaceWithVoid();
    }
}
