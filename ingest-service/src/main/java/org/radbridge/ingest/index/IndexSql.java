package org.radbridge.ingest.index;

/** The statements of {@link IndexBatch}. Each takes arrays: one element per row. */
final class IndexSql {
    static final String ADD_PATIENTS =
            """
            INSERT INTO patient (issuer, value, key, name, birth_date, sex)
            SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[])
            ON CONFLICT (issuer, value) DO NOTHING
            """;

    /** $10: the quiet period in milliseconds. A new study's timeline begins here. */
    static final String ADD_STUDIES =
            """
            WITH added AS (
                INSERT INTO study (study_instance_uid, patient_id, accession_number, study_date, study_time, study_id,
                    description, referring_physician, close_due_at)
                SELECT t.uid, p.id, t.accession, t.date, t.time, t.study_id, t.description, t.referrer,
                    now() + $10 * interval '1 millisecond'
                FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                    $9::text[]) WITH ORDINALITY
                    AS t(uid, issuer, value, accession, date, time, study_id, description, referrer, n)
                JOIN patient p ON p.issuer = t.issuer AND p.value = t.value
                ORDER BY t.n
                ON CONFLICT (study_instance_uid) DO NOTHING
                RETURNING study_instance_uid)
            INSERT INTO study_step (study_instance_uid, revision, step, at)
            SELECT study_instance_uid, 1, 'FIRST_INSTANCE', now() FROM added
            ON CONFLICT DO NOTHING
            """;

    static final String ADD_SERIES =
            """
            INSERT INTO series (study_id, series_instance_uid, modality, series_number, description, body_part, protocol,
                station, calling_ae, priority)
            SELECT s.id, t.uid, t.modality, t.number, t.description, t.body_part, t.protocol, t.station, t.calling_ae,
                t.priority
            FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[]) WITH ORDINALITY
                AS t(study, uid, modality, number, description, body_part, protocol, station, calling_ae, priority, n)
            JOIN study s ON s.study_instance_uid = t.study
            ORDER BY t.n
            ON CONFLICT (study_id, series_instance_uid) DO NOTHING
            """;

    static final String FIND_SERIES =
            """
            SELECT s.study_instance_uid, e.series_instance_uid, s.id, e.id
            FROM unnest($1::text[], $2::text[]) AS t(study, series)
            JOIN study s ON s.study_instance_uid = t.study
            JOIN series e ON e.study_id = s.id AND e.series_instance_uid = t.series
            """;

    static final String LOCK_STUDIES =
            "SELECT id, state = 'CLOSED' FROM study WHERE id = ANY($1::bigint[]) ORDER BY id FOR KEY SHARE";

    static final String ADD_IDENTITIES =
            """
            INSERT INTO instance_identity (sop_instance_uid, study_id)
            SELECT * FROM unnest($1::text[], $2::bigint[])
            ON CONFLICT (sop_instance_uid) DO NOTHING
            RETURNING sop_instance_uid, instance_id
            """;

    /**
     * stored_at is now(), as in instance_identity: both rows of an instance carry the same instant.
     */
    static final String ADD_INSTANCES =
            """
            INSERT INTO instance (instance_id, stored_at, study_id, series_id, sop_instance_uid, sop_class_uid,
                transfer_syntax_uid, instance_number, object_id, object_key, object_size, object_sha256, fingerprint,
                metadata)
            SELECT t.id, now(), t.study, t.series, t.uid, t.sop_class, t.syntax, t.number, t.object, t.key, t.size, t.sha256,
                t.fingerprint, t.metadata
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::integer[],
                $8::uuid[], $9::bytea[], $10::bigint[], $11::text[], $12::text[], $13::text[])
                AS t(id, study, series, uid, sop_class, syntax, number, object, key, size, sha256, fingerprint, metadata)
            """;

    /** $2: the quiet period in milliseconds. */
    static final String REOPEN_STUDY =
            """
            WITH reopened AS (
                UPDATE study SET state = 'OPEN', revision = revision + 1, opened_at = now(),
                    close_due_at = now() + $2 * interval '1 millisecond'
                WHERE id = $1 AND state = 'CLOSED'
                RETURNING study_instance_uid, revision)
            INSERT INTO study_step (study_instance_uid, revision, step, at)
            SELECT study_instance_uid, revision, 'FIRST_INSTANCE', now() FROM reopened
            ON CONFLICT DO NOTHING
            """;

    static final String FIND_INSTANCES =
            """
            SELECT i.sop_instance_uid, i.study_id, x.fingerprint
            FROM instance_identity i
            JOIN instance x ON x.stored_at = i.stored_at AND x.instance_id = i.instance_id
            WHERE i.sop_instance_uid = ANY($1::text[])
            """;

    private IndexSql() {}
}
