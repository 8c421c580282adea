package org.radbridge.benchmarks.index;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.radbridge.benchmarks.index.SyntheticArchive.Names;
import org.radbridge.benchmarks.index.Turns.Kind;
import org.radbridge.ingest.index.IndexConfig;
import org.radbridge.ingest.index.IndexEntry;
import org.radbridge.ingest.index.InstanceIndex;
import org.radbridge.ingest.index.Registration;
import org.radbridge.ingest.qido.ArchiveSearch;
import org.radbridge.ingest.qido.Level;
import org.radbridge.ingest.qido.QidoConfig;
import org.radbridge.ingest.qido.SearchRequest;

/** Asks the service's own code for its rates in one archive. */
final class Measurement {
    private static final int IN_FLIGHT = 128;

    /** One for every so many that are measured is done before, uncounted. */
    private static final int UNCOUNTED = 4;

    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SyntheticArchive archive;
    private final InstanceIndex index;
    private final ArchiveSearch search;
    private final SentInstances sent = new SentInstances();
    private final Random random;
    private final int inserts;
    private final int queries;

    /**
     * @param inserts instances each time
     * @param queries searches of each kind each time
     */
    Measurement(SyntheticArchive archive, Pool pool, int inserts, int queries) {
        this.archive = archive;
        this.index = new InstanceIndex(pool, new Defaults(), Duration.ofSeconds(1));
        this.search = new ArchiveSearch(pool, new Limits());
        this.random = new Random(archive.studies());
        this.inserts = inserts;
        this.queries = queries;
    }

    /** The service's own defaults. */
    private static final class Defaults implements IndexConfig {
        @Override
        public int lanes() {
            return 2;
        }

        @Override
        public int batch() {
            return 64;
        }

        @Override
        public Duration sweepInterval() {
            return Duration.ofHours(1);
        }
    }

    /** The service's own defaults. */
    private static final class Limits implements QidoConfig {
        @Override
        public int maxResults() {
            return 1000;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(15);
        }
    }

    /** What is measured. */
    List<Kind> kinds() {
        return List.of(
                new Kind("instances added, by batches of up to 64", this::added),
                new Kind("instances sent again", this::known),
                new Kind(
                        "QIDO-RS: study by UID",
                        () -> found(names -> studies("StudyInstanceUID", names.study()))),
                new Kind(
                        "QIDO-RS: studies of a patient",
                        () -> found(names -> studies("PatientID", names.patientId()))),
                new Kind(
                        "QIDO-RS: study by accession number",
                        () -> found(names -> studies("AccessionNumber", names.accession()))),
                new Kind(
                        "QIDO-RS: the 100 studies of a day",
                        () -> found(names -> studies("StudyDate", names.date()))),
                new Kind("QIDO-RS: series of a study", () -> found(Measurement::series)),
                new Kind(
                        "QIDO-RS: the 50 instances of a series",
                        () -> found(Measurement::instances)));
    }

    // --- what is done: some of it first, uncounted, since another size had the caches

    private double added() throws SQLException {
        add(sent.next(inserts / UNCOUNTED));
        double rate = add(sent.next(inserts));
        archive.withoutAdded();
        return rate;
    }

    private double add(List<IndexEntry> entries) {
        return timed(entries, entry -> registered(entry, new Registration.Added()));
    }

    private double known() throws SQLException {
        sendAgain(inserts / UNCOUNTED);
        return sendAgain(inserts);
    }

    private double sendAgain(int count) throws SQLException {
        List<IndexEntry> entries = new ArrayList<>();
        while (entries.size() < count) {
            entries.addAll(archive.again(random.nextLong(archive.studies())));
        }
        return timed(entries, entry -> registered(entry, new Registration.Duplicate(true)));
    }

    private Uni<Void> registered(IndexEntry entry, Registration expected) {
        return index.add(entry)
                .invoke(result -> {
                    if (!result.equals(expected)) {
                        throw new IllegalStateException("registered as " + result);
                    }
                })
                .replaceWithVoid();
    }

    private double found(Function<Names, SearchRequest> request) throws SQLException {
        search(request, queries / UNCOUNTED);
        return search(request, queries);
    }

    private double search(Function<Names, SearchRequest> request, int count) throws SQLException {
        List<Names> subjects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subjects.add(archive.names(random.nextLong(archive.studies())));
        }
        long began = System.nanoTime();
        for (Names names : subjects) {
            if (search.find(request.apply(names), path -> "http://index/" + path)
                    .await()
                    .atMost(PATIENCE)
                    .results()
                    .isEmpty()) {
                throw new IllegalStateException("nothing found");
            }
        }
        return perSecond(count, began);
    }

    private static SearchRequest studies(String key, String value) {
        return SearchRequest.of(
                Level.STUDY, null, null, null, List.of(Map.entry(key, value)), PAGE);
    }

    private static SearchRequest series(Names names) {
        return SearchRequest.of(Level.SERIES, names.study(), null, null, List.of(), PAGE);
    }

    private static SearchRequest instances(Names names) {
        return SearchRequest.of(
                Level.INSTANCE, names.study(), names.series(), null, List.of(), PAGE);
    }

    private static double timed(List<IndexEntry> entries, Function<IndexEntry, Uni<Void>> work) {
        long began = System.nanoTime();
        Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUni(entry -> work.apply(entry))
                .merge(IN_FLIGHT)
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);
        return perSecond(entries.size(), began);
    }

    private static double perSecond(int count, long began) {
        return count * 1e9 / (System.nanoTime() - began);
    }
}
