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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
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
        return Columns.of(List.copyOf(sorted.values()))
                .texts(patient -> patient.identifier().issuer())
                .texts(patient -> patient.identifier().value())
                .uuids(patient -> UUID.fromString(patient.identifier().key()))
                .texts(PatientHeader::name)
                .texts(PatientHeader::birthDate)
                .texts(PatientHeader::sex)
                .tuple();
    }

    private Tuple studies(List<IndexEntry> from) {
        Map<String, InstanceHeader> sorted = new TreeMap<>();
        from.forEach(entry -> sorted.putIfAbsent(entry.studyInstanceUid(), entry.header()));
        return Columns.of(List.copyOf(sorted.values()))
                .texts(row -> row.study().studyInstanceUid())
                .texts(row -> row.patient().identifier().issuer())
                .texts(row -> row.patient().identifier().value())
                .texts(row -> row.study().accessionNumber())
                .texts(row -> row.study().date())
                .texts(row -> row.study().time())
                .texts(row -> row.study().studyId())
                .texts(row -> row.study().description())
                .texts(row -> row.study().referringPhysician())
                .with(quietPeriod.toMillis());
    }

    private static Tuple series(List<IndexEntry> from) {
        Map<String, IndexEntry> sorted = new TreeMap<>();
        from.forEach(entry ->
                sorted.putIfAbsent(
                        entry.studyInstanceUid() + '\0' + entry.seriesInstanceUid(), entry));
        return Columns.of(List.copyOf(sorted.values()))
                .texts(IndexEntry::studyInstanceUid)
                .texts(IndexEntry::seriesInstanceUid)
                .texts(row -> row.header().series().modality())
                .integers(row -> row.header().series().number())
                .texts(row -> row.header().series().description())
                .texts(row -> row.header().series().bodyPart())
                .texts(row -> row.header().series().protocol())
                .texts(row -> row.header().series().station())
                .texts(IndexEntry::callingAe)
                .texts(row -> row.header().series().priority())
                .tuple();
    }

    private static Tuple seriesKeys(Set<Key> keys) {
        return Columns.of(List.copyOf(keys))
                .texts(Key::studyInstanceUid)
                .texts(Key::seriesInstanceUid)
                .tuple();
    }

    // --- instances

    /** The studies of this batch that are closed, by row id. */
    private Uni<Set<Long>> lockStudies() {
        List<Long> ids = refs.values().stream().map(Ref::studyId).distinct().toList();
        return execute(IndexSql.LOCK_STUDIES, Columns.of(ids).longs(id -> id).tuple())
                .map(rows -> {
                    if (rows.size() < ids.size() || refs.size() < seriesCount()) {
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
                Columns.of(rows)
                        .texts(IndexEntry::sopInstanceUid)
                        .longs(row -> refOf(row).studyId())
                        .tuple();
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
        Tuple columns =
                Columns.of(news)
                        .longs(row -> Objects.requireNonNull(ids.get(row.sopInstanceUid())))
                        .longs(row -> refOf(row).studyId())
                        .longs(row -> refOf(row).seriesId())
                        .texts(IndexEntry::sopInstanceUid)
                        .texts(row -> row.header().sopClassUid())
                        .texts(IndexEntry::transferSyntaxUid)
                        .integers(row -> row.header().number())
                        .uuids(row -> row.object().id().value())
                        .buffers(row -> row.object().key().bytes())
                        .longs(row -> row.object().size())
                        .texts(row -> row.object().sha256().hex())
                        .texts(row -> row.fingerprint().hex())
                        .texts(IndexEntry::metadata)
                        .tuple();
        return execute(IndexSql.ADD_INSTANCES, columns).replaceWithVoid();
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
        List<String> others =
                rows.stream()
                        .map(IndexEntry::sopInstanceUid)
                        .filter(uid -> !added.contains(uid))
                        .toList();
        if (others.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return execute(IndexSql.FIND_INSTANCES, Columns.of(others).texts(uid -> uid).tuple())
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
                results.add(compared(entry, refOf(first).studyId(), first.fingerprint().hex()));
            }
        }
        return results;
    }

    private Registration compared(IndexEntry entry, long studyId, String fingerprint) {
        return refOf(entry).studyId() == studyId
                ? new Duplicate(entry.fingerprint().hex().equals(fingerprint))
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
}
