package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.SealedObject;

/** Finds stored instances. */
@ApplicationScoped
class Archive {
    private static final int ROWS_AT_A_TIME = 128;

    /** A single instance is found by its UID, all others through their study. */
    private static final String BY_INSTANCE =
            """
            FROM instance_identity d
            JOIN instance i ON i.stored_at = d.stored_at AND i.instance_id = d.instance_id
            JOIN study s ON s.id = i.study_id
            """;

    private static final String BY_STUDY =
            """
            FROM study s
            JOIN instance i ON i.study_id = s.id AND i.stored_at BETWEEN s.first_stored_at AND s.last_stored_at
            """;

    private static final String SELECTED =
            """
            JOIN series e ON e.id = i.series_id
            JOIN patient p ON p.id = s.patient_id
            WHERE s.study_instance_uid = $1
                AND ($2::text IS NULL OR e.series_instance_uid = $2)
                AND ($3::text IS NULL OR i.sop_instance_uid = $3)
                AND ($4::uuid IS NULL OR p.key = $4)
            """;

    private static final String BY_INSTANCE_UID = "AND d.sop_instance_uid = $3\n";

    private static final String ORDER =
            "ORDER BY e.series_number NULLS LAST, e.id, i.instance_number NULLS LAST, i.instance_id";

    private static final String INSTANCE =
            """
            SELECT e.series_instance_uid, i.sop_instance_uid, i.object_id, i.object_key, i.object_size,
                i.transfer_syntax_uid, p.issuer, p.value
            """;

    private static final String METADATA =
            """
            SELECT e.series_instance_uid, i.sop_instance_uid, i.metadata, p.issuer, p.value
            """;

    private static final String SERIES =
            """
            SELECT e.id, e.instances, p.issuer, p.value
            FROM study s
            JOIN series e ON e.study_id = s.id
            JOIN patient p ON p.id = s.patient_id
            WHERE s.study_instance_uid = $1 AND e.series_instance_uid = $2 AND ($3::uuid IS NULL OR p.key = $3)
            """;

    private static final String DETAILED = INSTANCE.stripTrailing() + ", i.metadata\n";

    private static final String MIDDLE =
            """
            SELECT series_instance_uid, sop_instance_uid FROM (
                SELECT e.series_instance_uid, i.sop_instance_uid, count(*) OVER () AS all_of_them,
                    row_number() OVER (%s) AS place
                %s%s AND NOT i.sop_class_uid LIKE ANY ($5::text[])
                    AND i.transfer_syntax_uid = ANY ($6::text[])) AS pictures
            WHERE place = all_of_them / 2 + 1
            """
                    .formatted(ORDER, BY_STUDY, SELECTED);

    private final Pool pool;

    Archive(Pool pool) {
        this.pool = pool;
    }

    private static String statement(String columns, Selection selection) {
        return selection.instance() == null
                ? columns + BY_STUDY + SELECTED + ORDER
                : columns + BY_INSTANCE + SELECTED + BY_INSTANCE_UID + ORDER;
    }

    private static Tuple parameters(Selection selection) {
        return Tuple.of(
                selection.study(),
                selection.series(),
                selection.instance(),
                selection.onlyPatient());
    }

    /** The selected instances that the caller may see; none when there are none. */
    Uni<List<ArchivedInstance>> find(Selection selection) {
        return pool.preparedQuery(statement(INSTANCE, selection))
                .execute(parameters(selection))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Archive::instance)
                                .toList());
    }

    private static ArchivedInstance instance(Row row) {
        return new ArchivedInstance(
                row.getString(0),
                row.getString(1),
                new SealedObject(
                        new ObjectId(row.getUUID(2)), new WrappedKey(row.get(Buffer.class, 3))),
                row.getLong(4),
                row.getString(5),
                new PatientIdentifier(row.getString(6), row.getString(7)));
    }

    /** The state of the selected series; empty when nothing is stored that the caller may see. */
    Uni<Optional<SeriesState>> series(Selection selection) {
        return pool.preparedQuery(SERIES)
                .execute(Tuple.of(selection.study(), selection.series(), selection.onlyPatient()))
                .map(rows ->
                        rows.stream()
                                .map(Archive::series)
                                .filter(series -> series.instances() > 0)
                                .findFirst());
    }

    private static SeriesState series(Row row) {
        return new SeriesState(
                row.getLong(0),
                row.getInteger(1),
                new PatientIdentifier(row.getString(2), row.getString(3)));
    }

    /**
     * As {@link #metadata(Selection)}.
     *
     * @param instances how many there are, but for those that are added just now
     */
    Multi<List<InstanceMetadata>> metadata(Selection selection, long instances) {
        return instances > ROWS_AT_A_TIME
                ? metadata(selection)
                : pool.preparedQuery(statement(METADATA, selection))
                        .execute(parameters(selection))
                        .map(Archive::instances)
                        .toMulti();
    }

    /**
     * The metadata of the selected instances, some at a time; one empty list when there are none.
     */
    Multi<List<InstanceMetadata>> metadata(Selection selection) {
        return Multi.createFrom()
                .resourceFromUni(pool::getConnection, connection -> pages(connection, selection))
                .withFinalizer(SqlConnection::close);
    }

    /** A cursor lives in a transaction only. */
    private static Multi<List<InstanceMetadata>> pages(
            SqlConnection connection, Selection selection) {
        return Uni.combine()
                .all()
                .unis(connection.begin(), connection.prepare(statement(METADATA, selection)))
                .asTuple()
                .toMulti()
                .onItem()
                .transformToMultiAndConcatenate(both -> {
                    Cursor cursor = both.getItem2().cursor(parameters(selection));
                    return Multi.createBy()
                            .repeating()
                            .uni(() -> cursor.read(ROWS_AT_A_TIME))
                            .whilst(_ -> cursor.hasMore())
                            .map(Archive::instances)
                            .onCompletion()
                            .call(() -> both.getItem1().commit());
                });
    }

    private static List<InstanceMetadata> instances(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(Archive::instanceMetadata)
                .toList();
    }

    private static InstanceMetadata instanceMetadata(Row row) {
        return new InstanceMetadata(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                new PatientIdentifier(row.getString(3), row.getString(4)));
    }

    /** One instance with its metadata; empty when there is none that the caller may see. */
    Uni<Optional<DetailedInstance>> detailed(Selection selection) {
        return details(selection).map(found -> found.stream().findFirst());
    }

    /** The selected instances with their metadata. */
    Uni<List<DetailedInstance>> details(Selection selection) {
        return pool.preparedQuery(statement(DETAILED, selection))
                .execute(parameters(selection))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> new DetailedInstance(instance(row), row.getString(8)))
                                .toList());
    }

    /**
     * The instance in the middle of those selected that are pictures which can be decoded: what
     * stands for the whole in small. Instances of classes without pixel data do not count.
     */
    Uni<Optional<DetailedInstance>> middle(Selection selection) {
        return pool.preparedQuery(MIDDLE)
                .execute(
                        parameters(selection)
                                .addValue(Renderable.otherClasses())
                                .addValue(Renderable.transferSyntaxes()))
                .chain(rows ->
                        rows.size() == 0
                                ? Uni.createFrom().item(Optional.<DetailedInstance>empty())
                                : detailed(one(selection, rows.iterator().next())));
    }

    private static Selection one(Selection selection, Row row) {
        return new Selection(
                selection.study(), row.getString(0), row.getString(1), selection.onlyPatient());
    }
}
