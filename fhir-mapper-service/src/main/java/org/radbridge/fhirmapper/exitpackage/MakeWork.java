package org.radbridge.fhirmapper.exitpackage;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.exitpackage.ReportDocuments.Document;
import org.radbridge.fhirmapper.result.StudyResults;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.Failure;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.work.Commit;
import org.radbridge.kit.work.RetryPolicy;
import org.radbridge.kit.work.WorkHandler;
import org.radbridge.kit.work.WorkItem;

/**
 * Makes a package. It shows one instant of the database, however long it takes, and gets its name
 * when it is whole: a file with the name of a package is one.
 */
@ApplicationScoped
public class MakeWork implements WorkHandler {
    static final String KIND = "make-exit-package";

    private static final Logger LOG = Logger.getLogger(MakeWork.class);
    private static final RetryPolicy RETRY =
            new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(10), 5);

    private final ExitPackageConfig config;
    private final ExitPackages packages;
    private final StudyResults results;
    private final List<ReportDocuments> documents;
    private final Database database;
    private final ComputePool compute;

    public MakeWork(
            ExitPackageConfig config,
            ExitPackages packages,
            StudyResults results,
            @All List<ReportDocuments> documents,
            Database database,
            ComputePool compute) {
        this.config = config;
        this.packages = packages;
        this.results = results;
        this.documents = documents;
        this.database = database;
        this.compute = compute;
    }

    /**
     * What the work is about.
     *
     * @param id the package's
     * @param name the file's name
     * @param first the first day of the reports in it; null for all
     * @param last the last day
     */
    public record Payload(
            String id, String name, @Nullable LocalDate first, @Nullable LocalDate last) {}

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
        Path part = folder.resolve(payload.name() + ".part");
        AtomicLong entries = new AtomicLong();
        return compute.run(() -> open(part, payload))
                .chain(writer ->
                        database.inTransaction(session ->
                                        PackageRows.freeze(session)
                                                .chain(() ->
                                                        everything(
                                                                session, payload, writer, entries)))
                                .chain(() ->
                                        compute.run(() -> finish(writer, part, folder, payload)))
                                .onFailure()
                                .call(() -> compute.run(() -> abandon(writer, part))))
                .map(sha256 ->
                        session -> packages.done(session, payload.id(), entries.get(), sha256));
    }

    private static PackageWriter open(Path part, Payload payload) throws IOException {
        Files.createDirectories(part.toAbsolutePath().resolveSibling(""));
        PackageWriter writer = new PackageWriter(part, Instant.now());
        writer.note("firstDay", String.valueOf(payload.first()));
        writer.note("lastDay", String.valueOf(payload.last()));
        return writer;
    }

    private Uni<Void> everything(
            Mutiny.Session session, Payload payload, PackageWriter writer, AtomicLong entries) {
        Uni<Void> all = Uni.createFrom().voidItem();
        List<String> types =
                Stream.concat(
                                SearchParameters.types().stream().map(ResourceParameters::type),
                                Stream.of("Binary"))
                        .toList();
        for (String type : types) {
            all =
                    all.chain(() ->
                            lines(
                                    payload,
                                    writer,
                                    "fhir/" + type + ".ndjson",
                                    PackageRows.fhir(
                                            session, type, payload.first(), payload.last()),
                                    entries));
        }
        all = all.chain(() -> reports(session, payload, writer, entries));
        if (payload.first() == null) {
            for (StateTable table : StateTable.values()) {
                all =
                        all.chain(() ->
                                lines(
                                        payload,
                                        writer,
                                        table.file(),
                                        PackageRows.state(session, table),
                                        entries));
            }
        }
        return all;
    }

    private Uni<Void> lines(
            Payload payload,
            PackageWriter writer,
            String file,
            Multi<List<String>> pages,
            AtomicLong entries) {
        return compute.run(
                        () -> {
                            writer.begin(file);
                            return file;
                        })
                .chain(() ->
                        pages.onItem()
                                .transformToUniAndConcatenate(page ->
                                        compute.run(
                                                        () -> {
                                                            writer.lines(page);
                                                            return entries.addAndGet(page.size());
                                                        })
                                                .call(count -> noted(payload, count)))
                                .collect()
                                .last())
                .replaceWithVoid();
    }

    /** In a transaction of its own: who looks on sees how far it has come. */
    private Uni<Void> noted(Payload payload, long entries) {
        return database.inTransaction(session -> packages.progress(session, payload.id(), entries));
    }

    private Uni<Void> reports(
            Mutiny.Session session, Payload payload, PackageWriter writer, AtomicLong entries) {
        return PackageRows.studies(session, payload.first(), payload.last())
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page))
                .onItem()
                .transformToUniAndConcatenate(study ->
                        results.find(session, study)
                                .chain(found ->
                                        found.isEmpty()
                                                ? Uni.createFrom().item(0L)
                                                : PackageRows.forms(session, study)
                                                        .chain(forms ->
                                                                compute.run(() ->
                                                                        write(
                                                                                writer,
                                                                                found.get(),
                                                                                forms,
                                                                                entries)))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private long write(
            PackageWriter writer, StudyResult result, List<Document> forms, AtomicLong entries)
            throws IOException {
        String folder = "reports/" + result.event().studyInstanceUid() + "/";
        List<Document> all = new ArrayList<>(forms);
        documents.forEach(form -> all.addAll(form.of(result)));
        for (Document document : all) {
            writer.file(folder + document.name(), document.content());
        }
        return entries.addAndGet(all.size());
    }

    private static String finish(PackageWriter writer, Path part, Path folder, Payload payload)
            throws IOException {
        String sha256 = writer.finish();
        Files.move(part, folder.resolve(payload.name()), StandardCopyOption.ATOMIC_MOVE);
        LOG.infof("exit package %s is made", payload.name());
        return sha256;
    }

    private static boolean abandon(PackageWriter writer, Path part) throws IOException {
        try (writer) {
            return Files.deleteIfExists(part);
        }
    }
}
