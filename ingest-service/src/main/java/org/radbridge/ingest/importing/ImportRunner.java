package org.radbridge.ingest.importing;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.ingest.importing.ImportRows.Claimed;
import org.radbridge.ingest.storage.StorageWorkers;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Works on one job at a time. A job belongs to a process as long as that renews its lease; after a
 * crash any process takes it over where its progress ends.
 */
@ApplicationScoped
class ImportRunner {
    private static final Logger LOG = Logger.getLogger(ImportRunner.class);

    private final Vertx vertx;
    private final ImportRows rows;
    private final ImportRoot root;
    private final FileImport fileImport;
    private final StorageWorkers workers;
    private final ImportConfig config;
    private final UUID owner = UUID.randomUUID();
    private final AtomicBoolean working = new AtomicBoolean();

    ImportRunner(
            Vertx vertx,
            ImportRows rows,
            ImportRoot root,
            FileImport fileImport,
            StorageWorkers workers,
            ImportConfig config) {
        this.vertx = vertx;
        this.rows = rows;
        this.root = root;
        this.fileImport = fileImport;
        this.workers = workers;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.root().isPresent()) {
            vertx.setPeriodic(config.pollInterval().toMillis(), _ -> wake());
        }
    }

    /** Looks for work, unless it is at work. */
    void wake() {
        if (working.compareAndSet(false, true)) {
            rows.claim(config.lease(), owner)
                    .chain(claimed ->
                            claimed.map(this::work).orElseGet(() -> Uni.createFrom().voidItem()))
                    .onTermination()
                    .invoke(() -> working.set(false))
                    .subscribe()
                    .with(
                            _ -> {},
                            failure -> LOG.errorf(failure, "import-interrupted: goes on later"));
        }
    }

    private Uni<Void> work(Claimed job) {
        LOG.infof("import %s: %s", job.id(), job.doneUntil() == null ? "begins" : "goes on");
        long renewal =
                vertx.setPeriodic(
                        Math.max(1, config.lease().toMillis() / 3),
                        _ ->
                                rows.renew(job.id(), owner, config.lease())
                                        .subscribe()
                                        .with(
                                                _ -> {},
                                                failure ->
                                                        LOG.warnf(
                                                                "import %s: %s",
                                                                job.id(), failure.toString())));
        return workers.run(() -> ImportFiles.of(root.resolve(job.path()), job.doneUntil()))
                .chain(files -> windows(job, files))
                .onFailure(ImportRunner::isForGood)
                .recoverWithUni(failure ->
                        rows.end(job.id(), "FAILED", failure.getClass().getSimpleName())
                                .replaceWithVoid())
                .onTermination()
                .invoke(() -> vertx.cancelTimer(renewal));
    }

    /** A folder that is gone or a directory that is none stays so. */
    private static boolean isForGood(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof DicomFormatException
                || failure instanceof RadbridgeException;
    }

    private Uni<Void> windows(Claimed job, ImportFiles files) {
        return Multi.createBy()
                .repeating()
                .uni(() -> window(job, files))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /** Imports the next files; false when the job is at its end, or not ours any more. */
    private Uni<Boolean> window(Claimed job, ImportFiles files) {
        return workers.run(() -> files.next(config.window()))
                .chain(next -> next.isEmpty() ? finish(job, files) : imported(job, files, next));
    }

    private Uni<Boolean> imported(Claimed job, ImportFiles files, List<Path> next) {
        return Multi.createFrom()
                .iterable(next)
                .onItem()
                .transformToUni(file -> fileImport.run(files.folder(), file))
                .merge(config.concurrency())
                .collect()
                .asList()
                .map(WindowCounts::of)
                .chain(counts -> {
                    if (counts.notNow().isPresent()) {
                        LOG.warnf("import %s waits: %s", job.id(), counts.notNow().get());
                        return Uni.createFrom().item(false);
                    }
                    return rows.progress(job.id(), owner, next.getLast().toString(), counts);
                });
    }

    private Uni<Boolean> finish(Claimed job, ImportFiles files) {
        return workers.run(files::missing)
                .chain(missing ->
                        rows.progress(job.id(), owner, null, WindowCounts.ofErrors(missing)))
                .chain(mine ->
                        mine ? rows.end(job.id(), "DONE", null) : Uni.createFrom().item(false))
                .replaceWith(false);
    }
}
