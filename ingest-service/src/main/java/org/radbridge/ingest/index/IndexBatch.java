package org.radbridge.ingest.index;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.index.KnownSeries.Key;
import org.radbridge.ingest.index.KnownSeries.Ref;
import org.radbridge.ingest.index.Registration.Added;
import org.radbridge.ingest.index.Registration.Duplicate;
import org.radbridge.ingest.index.Registration.InOtherStudy;

/**
 * Writes several instances in one transaction. Rows are always taken in the order patients,
 * studies, series, instances, and within each in the order of their keys, so that two batches wait
 * for each other at most, and never in a circle.
 *
 * <p>The studies' rows are held {@code FOR KEY SHARE}: batches share them, but whoever closes a
 * study holds it {@code FOR UPDATE} and passes over one that a batch is writing to.
 */
final class IndexBatch {
    private final SqlConnection connection;
    private final KnownSeries known;
    private final Duration quietPeriod;
    private final List<IndexEntry> entries;
    private final Map<Key, Ref> refs = new HashMap<>();
    private final Set<Key> fresh = new HashSet<>();

    IndexBatch(
            SqlConnection connection,
            KnownSeries known,
            Duration quietPeriod,
            List<IndexEntry> entries) {
        this.connection = connection;
        this.known = known;
        this.quietPeriod = quietPeriod;
        this.entries = List.copyOf(entries);
    }

    /** The results, in the order of the entries. The caller commits. */
    Uni<List<Registration>> write() {
        for (IndexEntry entry : entries) {
            Key key = Key.of(entry);
            Ref ref = known.get(key);
            if (ref == null) {
                fresh.add(key);
            } else {
                refs.put(key, ref);
            }
        }
        return parents().chain(this::lockStudies).chain(this::addInstances);
    }

    /** Series whose rows this batch found or made; true once it is committed. */
    Map<Key, Ref> found() {
        Map<Key, Ref> found = new HashMap<>(refs);
        found.keySet().retainAll(fresh);
        return found;
    }

    // --- patients, studies, series

    private Uni<Void> parents() {
        List<IndexEntry> unknown =
                entries.stream().filter(entry -> fresh.contains(Key.of(entry))).toList();
        if (unknown.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return execute(IndexSql.ADD_PATIENTS, patients(unknown))
                .chain(() -> execute(IndexSql.ADD_STUDIES, studies(unknown)))
                .chain(() -> execute(IndexSql.ADD_SERIES, series(unknown)))
                .chain(() -> execute(IndexSql.FIND_SERIES, seriesKeys(fresh)))
                .invoke(rows -> rows.forEach(this::remember))
                .replaceWithVoid();
    }

    private void remember(Row row) {
        refs.put(
                new Key(row.getString(0), row.getString(1)),
                new Ref(row.getLong(2), row.getLong(3)));
    }

    private static Tuple patients(List<IndexEntry> from) {
        Map<String, PatientHeader> sorted = new TreeMap<>();
        from.forEach(entry -> {
            PatientHeader patient = entry.header().patient();
            String issuer = patient.identifier().issuer();
            sorted.putIfAbsent(issuer + '\0' + patient.identifier().value(), patient);
        });
        List<PatientHeader> rows = List.copyOf(sorted.values());
        return Tuple.newInstance(
                io.vertx.sqlclient.Tuple.of(
                        texts(rows, patient -> patient.identifier().issuer()),
                        texts(rows, patient -> patient.identifier().value()),
                        rows.stream()
                                .map(patient -> UUID.fromString(patient.identifier().key()))
                                .toArray(UUID[]::new),
                        texts(rows, PatientHeader::name),
                        texts(rows, PatientHeader::birthDate),
                        texts(rows, PatientHeader::sex)));
    }

    private Tuple studies(List<IndexEntry> from) {
        Map<String, InstanceHeader> sorted = new TreeMap<>();
        from.forEach(entry -> sorted.putIfAbsent(entry.studyInstanceUid(), entry.header()));
        List<InstanceHeader> rows = List.copyOf(sorted.values());
        io.vertx.sqlclient.Tuple tuple = io.vertx.sqlclient.Tuple.tuple();
        tuple.addValue(texts(rows, row -> row.study().studyInstanceUid()));
        tuple.addValue(texts(rows, row -> row.patient().identifier().issuer()));
        tuple.addValue(texts(rows, row -> row.patient().identifier().value()));
        tuple.addValue(texts(rows, row -> row.study().accessionNumber()));
        tuple.addValue(texts(rows, row -> row.study().date()));
        tuple.addValue(texts(rows, row -> row.study().time()));
        tuple.addValue(texts(rows, row -> row.study().studyId()));
        tuple.addValue(texts(rows, row -> row.study().description()));
        tuple.addValue(texts(rows, row -> row.study().referringPhysician()));
        tuple.addValue(quietPeriod.toMillis());
        return Tuple.newInstance(tuple);
    }

    private static Tuple series(List<IndexEntry> from) {
        Map<String, IndexEntry> sorted = new TreeMap<>();
        from.forEach(entry ->
                sorted.putIfAbsent(
                        entry.studyInstanceUid() + '\0' + entry.seriesInstanceUid(), entry));
        List<IndexEntry> rows = List.copyOf(sorted.values());
        Function<IndexEntry, SeriesHeader> header = row -> row.header().series();
        io.vertx.sqlclient.Tuple tuple = io.vertx.sqlclient.Tuple.tuple();
        tuple.addValue(texts(rows, IndexEntry::studyInstanceUid));
        tuple.addValue(texts(rows, IndexEntry::seriesInstanceUid));
        tuple.addValue(texts(rows, header.andThen(SeriesHeader::modality)));
        tuple.addValue(rows.stream().map(header).map(SeriesHeader::number).toArray(Integer[]::new));
        tuple.addValue(texts(rows, header.andThen(SeriesHeader::description)));
        tuple.addValue(texts(rows, header.andThen(SeriesHeader::bodyPart)));
        tuple.addValue(texts(rows, header.andThen(SeriesHeader::protocol)));
        tuple.addValue(texts(rows, header.andThen(SeriesHeader::station)));
        tuple.addValue(texts(rows, IndexEntry::callingAe));
        tuple.addValue(texts(rows, header.andThen(SeriesHeader::priority)));
        return Tuple.newInstance(tuple);
    }

    private static Tuple seriesKeys(Set<Key> keys) {
        List<Key> rows = List.copyOf(keys);
        return Tuple.newInstance(
                io.vertx.sqlclient.Tuple.of(
                        texts(rows, Key::studyInstanceUid), texts(rows, Key::seriesInstanceUid)));
    }

    // --- instances

    /** The studies of this batch that are closed, by row id. */
    private Uni<Set<Long>> lockStudies() {
        Long[] ids = refs.values().stream().map(Ref::studyId).distinct().toArray(Long[]::new);
        return execute(IndexSql.LOCK_STUDIES, Tuple.newInstance(io.vertx.sqlclient.Tuple.of(ids)))
                .map(rows -> {
                    if (rows.size() < ids.length || refs.size() < seriesCount()) {
                        known.forget(refs.keySet());
                        throw new IllegalStateException("a study was removed meanwhile");
                    }
                    Set<Long> closed = new TreeSet<>();
                    for (Row row : rows) {
                        if (row.getBoolean(1)) {
                            closed.add(row.getLong(0));
                        }
                    }
                    return closed;
                });
    }

    private long seriesCount() {
        return entries.stream().map(Key::of).distinct().count();
    }

    private Uni<List<Registration>> addInstances(Set<Long> closedStudies) {
        Map<String, IndexEntry> firsts = new LinkedHashMap<>();
        entries.stream()
                .sorted(Comparator.comparing(IndexEntry::sopInstanceUid))
                .forEach(entry -> firsts.putIfAbsent(entry.sopInstanceUid(), entry));
        List<IndexEntry> rows = List.copyOf(firsts.values());
        Tuple identities =
                Tuple.newInstance(
                        io.vertx.sqlclient.Tuple.of(
                                texts(rows, IndexEntry::sopInstanceUid),
                                rows.stream()
                                        .map(row -> refOf(row).studyId())
                                        .toArray(Long[]::new)));
        return execute(IndexSql.ADD_IDENTITIES, identities)
                .chain(added -> {
                    Map<String, Long> ids = new HashMap<>();
                    added.forEach(row -> ids.put(row.getString(0), row.getLong(1)));
                    List<IndexEntry> news =
                            rows.stream()
                                    .filter(row -> ids.containsKey(row.sopInstanceUid()))
                                    .toList();
                    return addRows(news, ids)
                            .chain(() -> reopen(news, closedStudies))
                            .chain(() -> existing(rows, ids.keySet()))
                            .map(before -> registrations(firsts, ids.keySet(), before));
                });
    }

    private Uni<Void> addRows(List<IndexEntry> news, Map<String, Long> ids) {
        if (news.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        io.vertx.sqlclient.Tuple tuple = io.vertx.sqlclient.Tuple.tuple();
        tuple.addValue(
                news.stream().map(row -> ids.get(row.sopInstanceUid())).toArray(Long[]::new));
        tuple.addValue(news.stream().map(row -> refOf(row).studyId()).toArray(Long[]::new));
        tuple.addValue(news.stream().map(row -> refOf(row).seriesId()).toArray(Long[]::new));
        tuple.addValue(texts(news, IndexEntry::sopInstanceUid));
        tuple.addValue(texts(news, row -> row.header().sopClassUid()));
        tuple.addValue(texts(news, IndexEntry::transferSyntaxUid));
        tuple.addValue(news.stream().map(row -> row.header().number()).toArray(Integer[]::new));
        tuple.addValue(news.stream().map(row -> row.object().id().value()).toArray(UUID[]::new));
        tuple.addValue(news.stream().map(row -> row.object().size()).toArray(Long[]::new));
        tuple.addValue(texts(news, row -> row.object().sha256().hex()));
        tuple.addValue(texts(news, row -> row.dataSet().hex()));
        tuple.addValue(texts(news, IndexEntry::metadata));
        return execute(IndexSql.ADD_INSTANCES, Tuple.newInstance(tuple)).replaceWithVoid();
    }

    /** A late instance opens the next revision of its study. */
    private Uni<Void> reopen(List<IndexEntry> news, Set<Long> closedStudies) {
        Set<Long> late = new TreeSet<>();
        news.forEach(row -> late.add(refOf(row).studyId()));
        late.retainAll(closedStudies);
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Long studyId : late) {
            done =
                    done.chain(() ->
                            execute(
                                            IndexSql.REOPEN_STUDY,
                                            Tuple.of(studyId, quietPeriod.toMillis()))
                                    .replaceWithVoid());
        }
        return done;
    }

    /** What the index had before, of those instances that are not new: study and digest. */
    private Uni<Map<String, Row>> existing(List<IndexEntry> rows, Set<String> added) {
        String[] others =
                rows.stream()
                        .map(IndexEntry::sopInstanceUid)
                        .filter(uid -> !added.contains(uid))
                        .toArray(String[]::new);
        if (others.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return execute(
                        IndexSql.FIND_INSTANCES,
                        Tuple.newInstance(io.vertx.sqlclient.Tuple.of((Object) others)))
                .map(found -> {
                    Map<String, Row> before = new HashMap<>();
                    found.forEach(row -> before.put(row.getString(0), row));
                    return before;
                });
    }

    private List<Registration> registrations(
            Map<String, IndexEntry> firsts, Set<String> added, Map<String, Row> before) {
        List<Registration> results = new ArrayList<>(entries.size());
        for (IndexEntry entry : entries) {
            IndexEntry first = firsts.get(entry.sopInstanceUid());
            Row row = before.get(entry.sopInstanceUid());
            if (row != null) {
                results.add(compared(entry, row.getLong(1), row.getString(2)));
            } else if (first == entry && added.contains(entry.sopInstanceUid())) {
                results.add(new Added());
            } else if (first != null) {
                results.add(compared(entry, refOf(first).studyId(), first.dataSet().hex()));
            }
        }
        return results;
    }

    private Registration compared(IndexEntry entry, long studyId, String dataSetSha256) {
        return refOf(entry).studyId() == studyId
                ? new Duplicate(entry.dataSet().hex().equals(dataSetSha256))
                : new InOtherStudy();
    }

    private Ref refOf(IndexEntry entry) {
        Ref ref = refs.get(Key.of(entry));
        if (ref == null) {
            throw new IllegalStateException("a series was removed meanwhile");
        }
        return ref;
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    private static <T> @Nullable String[] texts(
            List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
