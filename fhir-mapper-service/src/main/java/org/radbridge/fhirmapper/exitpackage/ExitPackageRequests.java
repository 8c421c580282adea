package org.radbridge.fhirmapper.exitpackage;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.exitpackage.ExitPackage.Act;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;
import org.radbridge.kit.work.WorkQueue;
import org.radbridge.kit.work.WorkRequest;

/** Notes packages that are to be made or restored, and last month's by itself. */
@ApplicationScoped
public class ExitPackageRequests {
    private static final Logger LOG = Logger.getLogger(ExitPackageRequests.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}\\.zip");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final ExitPackageConfig config;
    private final ExitPackages packages;
    private final WorkQueue queue;
    private final Database database;

    public ExitPackageRequests(
            ExitPackageConfig config, ExitPackages packages, WorkQueue queue, Database database) {
        this.config = config;
        this.packages = packages;
        this.queue = queue;
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        if (config.folder().isEmpty() || !config.monthly()) {
            return;
        }
        YearMonth month = YearMonth.now(ZoneOffset.UTC);
        database.inTransaction(session -> monthly(session, month))
                .subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.errorf(failure, "exit-package-not-planned: of %s", month));
    }

    /** The package of a month, due when the month has ended. */
    Uni<Void> monthly(Mutiny.Session session, YearMonth month) {
        return queue.enqueue(
                        session,
                        WorkRequest.of(
                                        MonthlyWork.KIND,
                                        MonthlyWork.KIND,
                                        month.toString(),
                                        new MonthlyWork.Payload(month.toString()))
                                .dueAt(
                                        month.plusMonths(1)
                                                .atDay(1)
                                                .atTime(1, 0)
                                                .toInstant(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /**
     * Has a package made.
     *
     * @param first the first day of the reports in it; null for everything, which alone can be
     *     restored
     * @return its id
     */
    public Uni<String> make(
            Mutiny.Session session,
            @Nullable LocalDate first,
            @Nullable LocalDate last,
            String askedBy) {
        folder();
        String id = UUID.randomUUID().toString();
        String period = first == null ? "all" : first + "_" + last;
        String name = "radbridge-" + period + "-" + STAMP.format(Instant.now()) + ".zip";
        return packages.add(session, id, name, Act.MAKE, first, last, askedBy)
                .chain(() ->
                        queue.enqueue(
                                session,
                                WorkRequest.of(
                                        MakeWork.KIND,
                                        MakeWork.KIND,
                                        id,
                                        new MakeWork.Payload(id, name, first, last))))
                .replaceWith(id);
    }

    /** Has a package restored that lies in the folder; the answer is the restoring's id. */
    public Uni<String> restore(Mutiny.Session session, String name, String askedBy) {
        if (!Files.isRegularFile(file(name))) {
            throw new RadbridgeException(ExitPackageFailure.UNKNOWN, "put it into the folder");
        }
        String id = UUID.randomUUID().toString();
        return PackageRows.isEmpty(session)
                .invoke(empty -> {
                    if (!empty) {
                        throw new RadbridgeException(
                                ExitPackageFailure.NOT_EMPTY, "there are results here");
                    }
                })
                .chain(() -> packages.add(session, id, name, Act.RESTORE, null, null, askedBy))
                .chain(() ->
                        queue.enqueue(
                                session,
                                WorkRequest.of(
                                        RestoreWork.KIND,
                                        RestoreWork.KIND,
                                        id,
                                        new RestoreWork.Payload(id, name))))
                .replaceWith(id);
    }

    /** Where a package lies, if it is there. */
    public Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new RadbridgeException(ExitPackageFailure.UNKNOWN, "this is no package's name");
        }
        return folder().resolve(name);
    }

    private Path folder() {
        return config.folder()
                .orElseThrow(() ->
                        new RadbridgeException(
                                ExitPackageFailure.NOT_CONFIGURED, "name one and start again"));
    }
}
