package org.radbridge.ingest.ian;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/**
 * What an instance availability notification says of a study (PS3.4 table R.3.2-1): all of its
 * instances, online here.
 */
@ApplicationScoped
class IanNotification {
    private static final String INSTANCES =
            """
            SELECT e.series_instance_uid, i.sop_class_uid, i.sop_instance_uid
            FROM study s
            JOIN series e ON e.study_id = s.id
            JOIN instance i ON i.series_id = e.id AND i.stored_at BETWEEN e.first_stored_at AND e.last_stored_at
            WHERE s.study_instance_uid = $1
            ORDER BY e.series_number NULLS LAST, e.id, i.instance_number NULLS LAST, i.instance_id
            """;

    private final Pool pool;

    IanNotification(Pool pool) {
        this.pool = pool;
    }

    /**
     * The attributes of the notification; without series when the study is gone.
     *
     * @param retrieveAeTitle whom to ask for the instances
     */
    Uni<DataSet> of(String studyInstanceUid, String retrieveAeTitle) {
        return pool.preparedQuery(INSTANCES)
                .execute(Tuple.of(studyInstanceUid))
                .map(rows ->
                        new DataSet()
                                .putItems(Tag.ReferencedPerformedProcedureStepSequence)
                                .put(Tag.StudyInstanceUID, studyInstanceUid)
                                .putItems(
                                        Tag.ReferencedSeriesSequence,
                                        series(rows, retrieveAeTitle)));
    }

    private static List<DataSet> series(RowSet<Row> rows, String retrieveAeTitle) {
        Map<String, List<DataSet>> series = new LinkedHashMap<>();
        rows.forEach(row ->
                series.computeIfAbsent(row.getString(0), _ -> new ArrayList<>())
                        .add(
                                new DataSet()
                                        .put(Tag.ReferencedSOPClassUID, row.getString(1))
                                        .put(Tag.ReferencedSOPInstanceUID, row.getString(2))
                                        .put(Tag.InstanceAvailability, "ONLINE")
                                        .put(Tag.RetrieveAETitle, retrieveAeTitle)));
        return series.entrySet().stream()
                .map(one ->
                        new DataSet()
                                .put(Tag.SeriesInstanceUID, one.getKey())
                                .putItems(Tag.ReferencedSOPSequence, one.getValue()))
                .toList();
    }
}
