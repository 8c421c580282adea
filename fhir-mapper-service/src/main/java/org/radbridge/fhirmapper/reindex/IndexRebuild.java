package org.radbridge.fhirmapper.reindex;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.store.IndexRows;
import org.radbridge.fhirmapper.store.OutdatedResources;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkPriority;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * After an upgrade that changed the search parameters, indexes every resource anew, some hundred at
 * a time beside the daily work. Until it is through, searches miss what is not indexed yet: the log
 * says how many are left, and work that fails is parked where operators see it.
 */
@ApplicationScoped
public class IndexRebuild implements WorkHandler {
    /** The kind of this work; there is one key. */
    public static final String KIND = "index-resources";

    private static final Logger LOG = Logger.getLogger(IndexRebuild.class);
    private static final int BATCH = 200;

    private final OutdatedResources resources;
    private final WorkQueue queue;
    private final Database database;
    private final ComputePool compute;
    private final FhirJson fhirJson;

    public IndexRebuild(
            OutdatedResources resources,
            WorkQueue queue,
            Database database,
            ComputePool compute,
            FhirJson fhirJson) {
        this.resources = resources;
        this.queue = queue;
        this.database = database;
        this.compute = compute;
        this.fhirJson = fhirJson;
    }

    /**
     * What the work is about.
     *
     * @param edition of the search parameters
     * @param first the first row that is left: it names the work, so that a restart begins no
     *     second round
     */
    public record Payload(int edition, long first) {}

    void start(@Observes StartupEvent event) {
        begin().subscribe()
                .with(
                        _ -> {},
                        failure ->
                                LOG.errorf(
                                        failure,
                                        "index-rebuild-not-begun: searches may miss resources"));
    }

    /** Asks for the work, if there is any. */
    Uni<Void> begin() {
        return database.inTransaction(session -> request(session, 0));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        Payload payload = item.payload(Payload.class);
        return database.inSession(session -> resources.next(session, payload.first(), BATCH))
                .chain(outdated ->
                        outdated.isEmpty()
                                ? Uni.createFrom().item(Commit.nothing())
                                : compute.run(() -> IndexRows.of(fhirJson, outdated))
                                        .map(rows -> commit(rows, outdated.getLast().key())));
    }

    private Commit commit(IndexRows rows, long last) {
        return session -> resources.write(session, rows).chain(() -> request(session, last));
    }

    private Uni<Void> request(Mutiny.Session session, long after) {
        return resources
                .first(session, after)
                .chain(first -> {
                    if (first.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    Payload payload = new Payload(SearchParameters.EDITION, first.get());
                    LOG.infof("resources are indexed anew, from row %d on", payload.first());
                    String name = payload.edition() + "/" + payload.first();
                    return queue.enqueue(
                                    session,
                                    WorkRequest.of(KIND, KIND, name, payload)
                                            .withPriority(WorkPriority.LOW))
                            .replaceWithVoid();
                });
    }
}
