package org.radbridge.fhirmapper.bulk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.bulk.BulkExport.File;
import org.radbridge.fhirmapper.store.AccessScope;
import org.radbridge.fhirmapper.store.VersionsAt;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/**
 * Counts an export's files in the background. It begins when every transaction that was running at
 * the export's instant has ended: what they write bears an earlier time.
 */
@ApplicationScoped
public class BulkWork implements WorkHandler {
    static final String KIND = "bulk-export";

    /** The clock that stamps a version runs a little before its transaction. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(10), 500);

    private final BulkExports exports;
    private final VersionsAt versions;
    private final Database database;

    public BulkWork(BulkExports exports, VersionsAt versions, Database database) {
        this.exports = exports;
        this.versions = versions;
        this.database = database;
    }

    /**
     * What the work is about.
     *
     * @param export its id
     * @param scopes what the caller may see of each type, as it was when they asked
     */
    public record Payload(UUID export, List<Scope> scopes) {}

    /** What the caller may see of a type. */
    public record Scope(String type, Granted granted, @Nullable String ownPatient) {
        AccessScope scope() {
            return new AccessScope(granted, Optional.ofNullable(ownPatient));
        }
    }

    /** Keeps an export and notes the work that it is. */
    public static Uni<Void> begin(
            Mutiny.Session session,
            WorkQueue queue,
            BulkExports exports,
            BulkExport export,
            List<Scope> scopes) {
        WorkRequest request =
                WorkRequest.of(
                                KIND,
                                export.id().toString(),
                                export.id().toString(),
                                new Payload(export.id(), scopes))
                        .dueAt(Instant.now().plus(SETTLING));
        return exports.add(session, export)
                .chain(() -> queue.enqueue(session, request))
                .replaceWithVoid();
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
    public RetryPolicy retry() {
        return RETRY;
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        Payload payload = item.payload(Payload.class);
        return database.inSession(session -> exports.settled(session, payload.export()))
                .invoke(settled -> {
                    if (!settled) {
                        throw new RadbridgeException(
                                BulkFailure.NOT_READY, "a transaction of then is still running");
                    }
                })
                .chain(() -> database.inSession(session -> exports.find(session, payload.export())))
                .chain(found ->
                        found.map(export -> counted(export, payload))
                                // Cancelled before it began.
                                .orElseGet(() -> Uni.createFrom().item(Commit.nothing())));
    }

    private Uni<Commit> counted(BulkExport export, Payload payload) {
        return Multi.createFrom()
                .iterable(payload.scopes())
                .onItem()
                .transformToUniAndConcatenate(scope ->
                        database.inSession(session ->
                                        versions.count(
                                                session,
                                                scope.type(),
                                                scope.scope(),
                                                selection(export)))
                                .map(count -> new File(scope.type(), count)))
                .filter(file -> file.count() > 0)
                .collect()
                .asList()
                .map(files -> session -> exports.finish(session, export.id(), files));
    }

    /** Which versions an export holds. */
    public static VersionsAt.Selection selection(BulkExport export) {
        return new VersionsAt.Selection(
                export.transactionTime(), export.since(), export.patients(), export.patientsOnly());
    }
}
