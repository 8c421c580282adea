package org.radbridge.ingest.qido;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.ingest.receive.HeaderReader;

/** A search for patients as SQL: the level that only the Patient Root has (PS3.4 section C.6.1). */
final class PatientStatement {
    private static final String FOUND =
            """
            SELECT p.name, p.value, p.issuer, p.birth_date, p.sex,
                (SELECT count(*) FROM study y WHERE y.patient_id = p.id),
                (SELECT count(*) FROM study y JOIN series x ON x.study_id = y.id WHERE y.patient_id = p.id),
                (SELECT sum(y.instances) FROM study y WHERE y.patient_id = p.id)
            FROM patient p
            WHERE EXISTS (SELECT 1 FROM study y WHERE y.patient_id = p.id)
            """;

    private final Parameters parameters = new Parameters();
    private final String where;
    private boolean ignoring;

    PatientStatement(List<Key> keys) {
        ColumnCondition columns = new ColumnCondition(parameters, false);
        StringJoiner all = new StringJoiner("");
        for (Key key : keys) {
            Optional<IndexedAttribute> attribute =
                    IndexedAttribute.of(key.attribute()).filter(IndexedAttribute::isOfPatient);
            ignoring |= attribute.isEmpty();
            attribute
                    .map(column -> columns.of(column, key.condition()))
                    .ifPresent(condition -> all.add(" AND " + condition));
        }
        this.where = all.toString();
    }

    String sql(int limit, int offset) {
        return FOUND + where + " ORDER BY p.id LIMIT " + limit + " OFFSET " + offset;
    }

    Tuple parameters() {
        return parameters.tuple();
    }

    /** Whether some key belongs to another level. */
    boolean isIgnoringKeys() {
        return ignoring;
    }

    static List<DataSet> results(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PatientStatement::result)
                .toList();
    }

    private static DataSet result(Row row) {
        DataSet result = new DataSet();
        text(result, Tag.PatientName, row.getString(0));
        if (!HeaderReader.UNIDENTIFIED.equals(row.getString(2))) {
            text(result, Tag.PatientID, row.getString(1));
            text(result, Tag.IssuerOfPatientID, row.getString(2));
        }
        text(result, Tag.PatientBirthDate, row.getString(3));
        text(result, Tag.PatientSex, row.getString(4));
        return result.putInts(Tag.NumberOfPatientRelatedStudies, row.getLong(5).intValue())
                .putInts(Tag.NumberOfPatientRelatedSeries, row.getLong(6).intValue())
                .putInts(Tag.NumberOfPatientRelatedInstances, row.getLong(7).intValue());
    }

    private static void text(DataSet result, int tag, @Nullable String value) {
        if (value != null) {
            result.put(tag, value.replace('\\', ' '));
        }
    }
}
