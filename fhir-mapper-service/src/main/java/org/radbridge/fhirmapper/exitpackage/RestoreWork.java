package org.radbridge.fhirmapper.exitpackage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.store.IndexRows;
import org.radbridge.fhirmapper.store.OutdatedResources;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Restores a package into an empty Radbridge, all or nothing. Versions, times and the labels that
 * decide access are those of the Radbridge that was packed; nothing is delivered again.
 */
@ApplicationScoped
public class RestoreWork implements WorkHandler {
    static final String KIND = "restore-exit-package";

    private static final Logger LOG = Logger.getLogger(RestoreWork.class);
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(1), 3);

    private final ExitPackageConfig config;
    private final ExitPackages packages;
    private final OutdatedResources unindexed;
    private final FhirJson fhirJson;
    private final Database database;
    private final ComputePool compute;

    public RestoreWork(
            ExitPackageConfig config,
            ExitPackages packages,
            OutdatedResources unindexed,
            FhirJson fhirJson,
            Database database,
            ComputePool compute) {
        this.config = config;
        this.packages = packages;
        this.unindexed = unindexed;
        this.fhirJson = fhirJson;
        this.database = database;
        this.compute = compute;
    }

    /**
     * What the work is about.
     *
     * @param id names the restoring
     * @param name the file's name
     */
    public record Payload(String id, String name) {}

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
    public Duration timeLimit() {
        return Duration.ofHours(12);
    }

    @Override
    public Uni<Void> parked(Mutiny.Session session, WorkItem item, Failure failure) {
        return packages.failed(
                session, item.payload(Payload.class).id(), failure.id() + ": " + failure.detail());
    }

    @Override
    public Uni<Commit> handle(WorkItem item) {
        Payload payload = item.payload(Payload.class);
        Path folder =
                config.folder()
                        .orElseThrow(() ->
                                new PermanentFailure(
                                        ExitPackageFailure.NOT_CONFIGURED, "no folder"));
        AtomicLong entries = new AtomicLong();
        return compute.run(() -> open(folder.resolve(payload.name())))
                .chain(reader ->
                        database.inTransaction(session -> restore(session, reader, entries))
                                .eventually(() -> compute.run(() -> closed(reader))))
                .map(_ -> session -> packages.done(session, payload.id(), entries.get(), null));
    }

    private static PackageReader open(Path file) throws IOException {
        PackageReader reader = new PackageReader(file);
        try {
            LOG.infof("package %s: %d files are as its manifest says", file, reader.verify());
            return reader;
        } catch (RadbridgeException e) {
            reader.close();
            throw new PermanentFailure(e.failureId(), e.detail());
        }
    }

    private Uni<Void> restore(Mutiny.Session session, PackageReader reader, AtomicLong entries) {
        Uni<Void> all =
                PackageRows.isEmpty(session)
                        .invoke(empty -> {
                            if (!empty) {
                                throw new PermanentFailure(
                                        ExitPackageFailure.NOT_EMPTY, "there are results here");
                            }
                        })
                        .replaceWithVoid();
        for (StateTable table : StateTable.values()) {
            all =
                    all.chain(() -> rows(session, reader, table, entries))
                            .chain(() -> PackageRows.countOn(session, table));
        }
        return all.chain(() -> index(session));
    }

    /** What the resources are found by is computed from them. */
    private Uni<Void> index(Mutiny.Session session) {
        return Multi.createBy()
                .repeating()
                .uni(() -> unindexed.next(session, 0, PackageRows.PAGE))
                .whilst(outdated -> !outdated.isEmpty())
                .onItem()
                .transformToUniAndConcatenate(outdated ->
                        outdated.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : compute.run(() -> IndexRows.of(fhirJson, outdated))
                                        .chain(rows -> unindexed.write(session, rows)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> rows(
            Mutiny.Session session, PackageReader reader, StateTable table, AtomicLong entries) {
        return compute.run(() -> reader.begin(table.file()))
                .invoke(there -> {
                    if (!there) {
                        throw new PermanentFailure(
                                ExitPackageFailure.DAMAGED,
                                "it is of some days only and holds no " + table.file());
                    }
                })
                .chain(() ->
                        Multi.createBy()
                                .repeating()
                                .uni(() -> compute.run(() -> reader.lines(PackageRows.PAGE)))
                                .whilst(lines -> lines.size() == PackageRows.PAGE)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        lines -> put(session, table, lines, entries))
                                .collect()
                                .last())
                .replaceWithVoid();
    }

    private static Uni<Void> put(
            Mutiny.Session session, StateTable table, List<String> lines, AtomicLong entries) {
        return lines.isEmpty()
                ? Uni.createFrom().voidItem()
                : PackageRows.restore(session, table, lines)
                        .invoke(() -> entries.addAndGet(lines.size()));
    }

    private static boolean closed(PackageReader reader) throws IOException {
        reader.close();
        return true;
    }
}
