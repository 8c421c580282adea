package org.radbridge.ingest.index;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.radbridge.ingest.index.Registration.Added;
import org.radbridge.ingest.index.Registration.Duplicate;
import org.radbridge.ingest.index.Registration.InOtherStudy;

/** Several instances that are written by one statement, which is one transaction. */
final class IndexBatch {
    private record SeriesKey(String studyInstanceUid, String seriesInstanceUid) {
        static SeriesKey of(IndexEntry entry) {
            return new SeriesKey(entry.studyInstanceUid(), entry.seriesInstanceUid());
        }
    }

    private record Known(String studyInstanceUid, String fingerprint) {
        static Known of(IndexEntry entry) {
            return new Known(entry.studyInstanceUid(), entry.fingerprint().hex());
        }
    }

    private final Duration quietPeriod;
    private final List<IndexEntry> entries;

    /** One entry of each series, and where it stands, from 1. */
    private final Map<SeriesKey, Integer> places = new HashMap<>();

    private final List<IndexEntry> series = new ArrayList<>();

    /** The first entry of each instance, by UID. */
    private final Map<String, IndexEntry> firsts = new LinkedHashMap<>();

    IndexBatch(Duration quietPeriod, List<IndexEntry> entries) {
        this.quietPeriod = quietPeriod;
        this.entries = List.copyOf(entries);
        for (IndexEntry entry : entries) {
            if (places.putIfAbsent(SeriesKey.of(entry), series.size() + 1) == null) {
                series.add(entry);
            }
            firsts.putIfAbsent(entry.sopInstanceUid(), entry);
        }
    }

    /** The results, in the order of the entries, once they are committed. */
    Uni<List<Registration>> write(SqlClient client) {
        return client.preparedQuery(IndexSql.ADD_INSTANCES)
                .execute(parameters())
                .map(this::registrations);
    }

    private Tuple parameters() {
        io.vertx.sqlclient.Tuple parameters = io.vertx.sqlclient.Tuple.tuple();
        Columns.of(series, parameters)
                .texts(row -> row.header().patient().identifier().issuer())
                .texts(row -> row.header().patient().identifier().value())
                .uuids(row -> UUID.fromString(row.header().patient().identifier().key()))
                .texts(row -> row.header().patient().name())
                .texts(row -> row.header().patient().birthDate())
                .texts(row -> row.header().patient().sex())
                .texts(IndexEntry::studyInstanceUid)
                .texts(row -> row.header().study().accessionNumber())
                .texts(row -> row.header().study().date())
                .texts(row -> row.header().study().time())
                .texts(row -> row.header().study().studyId())
                .texts(row -> row.header().study().description())
                .texts(row -> row.header().study().referringPhysician())
                .texts(IndexEntry::seriesInstanceUid)
                .texts(row -> row.header().series().modality())
                .integers(row -> row.header().series().number())
                .texts(row -> row.header().series().description())
                .texts(row -> row.header().series().bodyPart())
                .texts(row -> row.header().series().protocol())
                .texts(row -> row.header().series().station())
                .texts(IndexEntry::callingAe)
                .texts(row -> row.header().series().priority());
        Columns.of(List.copyOf(firsts.values()), parameters)
                .integers(row -> places.get(SeriesKey.of(row)))
                .texts(IndexEntry::sopInstanceUid)
                .texts(row -> row.header().sopClassUid())
                .texts(IndexEntry::transferSyntaxUid)
                .integers(row -> row.header().number())
                .uuids(row -> row.object().id().value())
                .buffers(row -> row.object().key().bytes())
                .longs(row -> row.object().size())
                .texts(row -> row.object().sha256().hex())
                .texts(row -> row.fingerprint().hex())
                .texts(IndexEntry::metadata);
        return Tuple.newInstance(parameters.addLong(quietPeriod.toMillis()));
    }

    private List<Registration> registrations(RowSet<Row> rows) {
        Map<String, Known> before = new HashMap<>();
        rows.forEach(
                row -> before.put(row.getString(0), new Known(row.getString(1), row.getString(2))));
        return entries.stream().map(entry -> registration(entry, before)).toList();
    }

    private Registration registration(IndexEntry entry, Map<String, Known> before) {
        IndexEntry first = firsts.getOrDefault(entry.sopInstanceUid(), entry);
        Known known = before.get(entry.sopInstanceUid());
        if (known == null && first == entry) {
            return new Added();
        }
        Known kept = known == null ? Known.of(first) : known;
        return kept.studyInstanceUid().equals(entry.studyInstanceUid())
                ? new Duplicate(kept.fingerprint().equals(entry.fingerprint().hex()))
                : new InOtherStudy();
    }
}
