package org.radbridge.ingest.queryretrieve;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.SealedObject;

/** Finds the objects that a retrieval asks for, by the keys that it names: one at least. */
@ApplicationScoped
class ObjectSelection {
    private static final String TOLD =
            """
            SELECT s.study_instance_uid, i.sop_class_uid, i.sop_instance_uid, i.transfer_syntax_uid,
                i.object_id, i.object_key, i.object_size, p.issuer, p.value
            """;
    private static final String JOINED =
            """
            FROM patient p
            JOIN study s ON s.patient_id = p.id
            JOIN series e ON e.study_id = s.id
            JOIN instance i ON i.series_id = e.id AND i.stored_at BETWEEN e.first_stored_at AND e.last_stored_at
            """;

    /** Only the identity table finds an instance by its UID, whatever partition it lies in. */
    private static final String INSTANCES =
            """
            (i.stored_at, i.instance_id) IN
                (SELECT d.stored_at, d.instance_id FROM instance_identity d WHERE d.sop_instance_uid = ANY(%s))
            """;

    private static final String ORDER =
            "ORDER BY s.id, e.series_number NULLS LAST, e.id, i.instance_number NULLS LAST, i.instance_id";

    private final Pool pool;

    ObjectSelection(Pool pool) {
        this.pool = pool;
    }

    /** All of them, series by series; none when there are none. */
    Uni<List<ArchivedObject>> find(RequestedObjects requested) {
        Conditions where = new Conditions();
        where.add("p.value = %s", requested.patientId());
        where.add("p.issuer = %s", requested.issuer());
        where.addAny("s.study_instance_uid = ANY(%s)", requested.studies());
        where.addAny("e.series_instance_uid = ANY(%s)", requested.series());
        where.addAny(INSTANCES, requested.instances());
        return pool.preparedQuery(TOLD + JOINED + where.sql() + ORDER)
                .execute(Tuple.newInstance(where.parameters))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(ObjectSelection::object)
                                .toList());
    }

    /** Only the conditions that there are, so that each statement has one plan that suits it. */
    private static final class Conditions {
        private final List<String> all = new ArrayList<>();
        private final io.vertx.sqlclient.Tuple parameters = io.vertx.sqlclient.Tuple.tuple();

        void add(String condition, @Nullable Object value) {
            if (value != null) {
                parameters.addValue(value);
                all.add(condition.formatted("$" + parameters.size()));
            }
        }

        void addAny(String condition, List<String> values) {
            add(condition, values.isEmpty() ? null : values.toArray(String[]::new));
        }

        String sql() {
            return "WHERE " + String.join(" AND ", all) + "\n";
        }
    }

    private static ArchivedObject object(Row row) {
        return new ArchivedObject(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                new SealedObject(
                        new ObjectId(row.getUUID(4)), new WrappedKey(row.get(Buffer.class, 5))),
                row.getLong(6),
                new PatientIdentifier(row.getString(7), row.getString(8)));
    }
}
