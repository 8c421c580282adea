package org.radbridge.benchmarks.index;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.radbridge.benchmarks.index.SyntheticArchive.Names;
import org.radbridge.ingest.index.IndexConfig;
import org.radbridge.ingest.index.IndexEntry;
import org.radbridge.ingest.index.InstanceIndex;
import org.radbridge.ingest.index.Registration;
import org.radbridge.ingest.qido.ArchiveSearch;
import org.radbridge.ingest.qido.Level;
import org.radbridge.ingest.qido.QidoConfig;
import org.radbridge.ingest.qido.SearchRequest;

/** Asks the service's own code for its rates, each several times over; the best counts. */
final class Measurement {
    private static final int IN_FLIGHT = 128;
    private static final int ROUNDS = 8;

    /** A round of searches is short: of only a few, each may be disturbed. */
    private static final int SEARCH_ROUNDS = 24;

    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SyntheticArchive archive;
    private final InstanceIndex index;
    private final ArchiveSearch search;
    private final SentInstances sent = new SentInstances();
    private final int inserts;
    private final int queries;

    /**
     * @param inserts instances per round
     * @param queries searches of each kind per round
     */
    Measurement(SyntheticArchive archive, Pool pool, int inserts, int queries) {
        this.archive = archive;
        this.index = new InstanceIndex(pool, new Defaults(), Duration.ofSeconds(1));
        this.search = new ArchiveSearch(pool, new Limits());
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

    /** Rates per second, by what is done. */
    Map<String, Double> rates() throws SQLException {
        Random random = new Random(archive.studies());
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("instances added, by batches of up to 64", best(ROUNDS, this::added));
        rates.put("instances sent again", best(ROUNDS, () -> known(random)));
        rates.put(
                "QIDO-RS: study by UID",
                best(
                        SEARCH_ROUNDS,
                        () -> found(random, names -> studies("StudyInstanceUID", names.study()))));
        rates.put(
                "QIDO-RS: studies of a patient",
                best(
                        SEARCH_ROUNDS,
                        () -> found(random, names -> studies("PatientID", names.patientId()))));
        rates.put(
                "QIDO-RS: study by accession number",
                best(
                        SEARCH_ROUNDS,
                        () ->
                                found(
                                        random,
                                        names -> studies("AccessionNumber", names.accession()))));
        rates.put(
                "QIDO-RS: studies of a day",
                best(
                        SEARCH_ROUNDS,
                        () -> found(random, names -> studies("StudyDate", names.date()))));
        rates.put(
                "QIDO-RS: series of a study",
                best(SEARCH_ROUNDS, () -> found(random, Measurement::series)));
        rates.put(
                "QIDO-RS: the 50 instances of a series",
                best(SEARCH_ROUNDS, () -> found(random, Measurement::instances)));
        return rates;
    }

    // --- what is done

    private interface Round {
        /** The rate of one round, per second. */
        double rate() throws SQLException;
    }

    /** Whatever else the machine does only ever slows a round down. */
    private static double best(int rounds, Round round) throws SQLException {
        double best = 0;
        for (int i = 0; i < rounds; i++) {
            best = Math.max(best, round.rate());
        }
        return best;
    }

    private double added() {
        return timed(sent.next(inserts), entry -> registered(entry, new Registration.Added()));
    }

    private double known(Random random) throws SQLException {
        List<IndexEntry> entries = new ArrayList<>();
        while (entries.size() < inserts / 4) {
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

    private double found(Random random, Function<Names, SearchRequest> request)
            throws SQLException {
        List<Names> subjects = new ArrayList<>();
        for (int i = 0; i < queries; i++) {
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
        return perSecond(queries, began);
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
