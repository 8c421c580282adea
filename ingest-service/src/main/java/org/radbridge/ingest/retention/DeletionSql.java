package org.radbridge.ingest.retention;

import java.util.List;

/** The statements of {@link StudyDeletion}. */
final class DeletionSql {
    /** FOR UPDATE: no batch of instances writes to the study while it goes. */
    private static final String LOCK =
            """
            SELECT s.id, s.study_instance_uid, p.issuer, p.value, p.id
            FROM study s JOIN patient p ON p.id = s.patient_id
            """;

    static final String LOCK_STUDY =
            LOCK + "WHERE s.study_instance_uid = ?1 ORDER BY s.id FOR UPDATE OF s";

    static final String LOCK_STUDIES_OF_PATIENT =
            LOCK + "WHERE p.issuer = ?1 AND p.value = ?2 ORDER BY s.id FOR UPDATE OF s";

    static final String ON_HOLD =
            """
            SELECT count(*) FROM legal_hold
            WHERE released_at IS NULL AND study_instance_uid = ANY(string_to_array(?1, ' '))
            """;

    static final String ADD =
            """
            INSERT INTO deletion (id, study_instance_uid, cause, reason, requested_by)
            VALUES (CAST(?1 AS uuid), ?2, ?3, ?4, ?5)
            """;

    static final String ADD_OBJECTS =
            """
            INSERT INTO deleted_object (deletion_id, object_id, sha256)
            SELECT CAST(?1 AS uuid), object_id, object_sha256 FROM instance WHERE study_id = ?2
            """;

    /** What of the study was refused and waits in quarantine goes too. ?2: the study's UID. */
    static final String ADD_QUARANTINED =
            """
            INSERT INTO deleted_object (deletion_id, object_id, sha256)
            SELECT CAST(?1 AS uuid), q.object_id, q.object_sha256
            FROM quarantined_instance q JOIN refused_instance r ON r.id = q.id
            WHERE r.study_instance_uid = ?2 AND NOT q.object_gone
            ON CONFLICT DO NOTHING
            """;

    static final String QUARANTINED =
            """
            DELETE FROM quarantined_instance q USING refused_instance r
            WHERE r.id = q.id AND r.study_instance_uid = ?1
            """;

    /** A performed step names its studies, and its patient, only in its attributes. ?1: the UID. */
    static final String PERFORMED_STEPS =
            """
            DELETE FROM performed_procedure_step WHERE strpos(attributes, '"' || ?1 || '"') > 0
            """;

    static final String SUM_UP =
            """
            UPDATE deletion SET objects = t.objects, digest = t.digest
            FROM (
                SELECT count(*) AS objects, encode(sha256(convert_to(coalesce(
                    string_agg(object_id || ' ' || sha256 || chr(10), '' ORDER BY object_id), ''), 'UTF8')), 'hex') AS digest
                FROM deleted_object WHERE deletion_id = CAST(?1 AS uuid)) t
            WHERE id = CAST(?1 AS uuid)
            RETURNING deletion.objects, deletion.digest
            """;

    /** Tables that name a deleted study by right, or that go by their row. */
    static final List<String> NOT_BY_UID = List.of("study", "deletion", "legal_hold");

    /**
     * The columns by which tables name a study by its UID: each such row goes. They are looked up,
     * so that a table that a feature adds is not forgotten. ?1: {@link #NOT_BY_UID}.
     */
    static final String COLUMNS_WITH_UID =
            """
            SELECT c.table_name, c.column_name FROM information_schema.columns c
            JOIN pg_class t ON t.oid = CAST(format('%I.%I', c.table_schema, c.table_name) AS regclass)
            WHERE c.table_schema = current_schema() AND c.column_name IN ('study_instance_uid', 'prior_study_uid')
                AND t.relkind IN ('r', 'p') AND NOT t.relispartition
                AND c.table_name <> ALL (string_to_array(?1, ' '))
            ORDER BY c.table_name, c.column_name
            """;

    static String deleteByUid(String table, String column) {
        return "DELETE FROM \"%s\" WHERE \"%s\" = ?1".formatted(table, column);
    }

    /**
     * What goes with a study and names it by its row, ?1. Identities are found through the
     * instances, since they have no index by study. The keys of the objects go with {@code
     * instance}.
     */
    static final List<String> ROWS_BY_ID =
            List.of(
                    """
                    DELETE FROM study_evidence e USING study s
                    WHERE s.id = ?1 AND e.study_instance_uid IS NULL AND e.accession_number = s.accession_number
                        AND NOT EXISTS (
                            SELECT 1 FROM study o WHERE o.accession_number = s.accession_number AND o.id <> s.id)
                    """,
                    """
                    DELETE FROM instance_identity d USING instance i
                    WHERE i.study_id = ?1 AND d.sop_instance_uid = i.sop_instance_uid
                    """,
                    "DELETE FROM instance WHERE study_id = ?1",
                    "DELETE FROM series WHERE study_id = ?1",
                    "DELETE FROM study_revision WHERE study_id = ?1",
                    "DELETE FROM study WHERE id = ?1");

    static final String PATIENT_WITHOUT_STUDIES =
            """
            DELETE FROM patient p WHERE p.id = ?1 AND NOT EXISTS (SELECT 1 FROM study s WHERE s.patient_id = p.id)
            """;

    private DeletionSql() {}
}
