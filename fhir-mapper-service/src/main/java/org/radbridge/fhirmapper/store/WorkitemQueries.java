package org.radbridge.fhirmapper.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;

/** Finds workitems whose Task a scope lets be seen, the most urgent first, then the oldest. */
@ApplicationScoped
public class WorkitemQueries {
    private static final String SELECT =
            "SELECT w.uid, w.study_instance_uid, w.state, w.urgency_rank, w.reason, w.performer,"
                    + " CAST(extract(epoch FROM w.started_at) * 1000 AS bigint) AS started,"
                    + " CAST(extract(epoch FROM w.created_at) * 1000 AS bigint) AS created,"
                    + " CAST(extract(epoch FROM w.changed_at) * 1000 AS bigint) AS changed,"
                    + " o.issuer, o.value, s.header FROM ups_workitem w"
                    + " JOIN fhir_resource r ON r.type = 'Task' AND r.id = w.task"
                    + " JOIN study_result s ON s.study_instance_uid = w.study_instance_uid"
                    + StoredResource.OWNER
                    + " WHERE ";

    /** A page; one more than was asked for tells that there are more. */
    public Uni<List<Workitem>> find(
            Statements statements, WorkitemFilter filter, AccessScope scope) {
        SqlText sql = new SqlText();
        sql.add(SELECT, scope.condition(sql, "r"));
        if (!filter.uids().isEmpty()) {
            sql.add(" AND w.uid IN (", sql.bind(filter.uids()), ")");
        }
        if (!filter.states().isEmpty()) {
            sql.add(" AND w.state IN (");
            sql.add(sql.bind(filter.states().stream().map(WorkitemState::term).toList()), ")");
        }
        if (!filter.urgencies().isEmpty()) {
            sql.add(" AND w.urgency_rank IN (");
            sql.add(
                    String.join(
                            ", ",
                            filter.urgencies().stream()
                                    .map(urgency -> sql.bind(urgency.ordinal()))
                                    .toList()),
                    ")");
        }
        equal(sql, "o.value", filter.patientId());
        equal(sql, "o.issuer", filter.issuer());
        equal(sql, "w.study_instance_uid", filter.studyInstanceUid());
        sql.add(" ORDER BY w.urgency_rank, w.created_at, w.uid LIMIT ");
        sql.add(sql.bind(filter.limit() + 1), " OFFSET ", sql.bind(filter.offset()));
        return sql.rows(statements).map(rows -> rows.stream().map(WorkitemQueries::of).toList());
    }

    private static void equal(SqlText sql, String column, Optional<String> value) {
        value.ifPresent(wanted -> sql.add(" AND ", column, " = ", sql.bind(wanted)));
    }

    private static Workitem of(Object[] row) {
        return new Workitem(
                (String) row[0],
                (String) row[1],
                WorkitemState.of((String) row[2]).orElseThrow(),
                Urgency.values()[((Number) row[3]).intValue()],
                Optional.ofNullable((String) row[4]),
                Optional.ofNullable((String) row[5]),
                Optional.ofNullable(row[6]).map(WorkitemQueries::instant),
                instant(row[7]),
                instant(row[8]),
                row[9] == null
                        ? Optional.empty()
                        : Optional.of(new PatientIdentifier((String) row[9], (String) row[10])),
                (String) row[11]);
    }

    private static Instant instant(@Nullable Object millis) {
        return Instant.ofEpochMilli(((Number) Objects.requireNonNull(millis)).longValue());
    }
}
