--liquibase formatted sql

--changeset radbridge:add-instances splitStatements:false runOnChange:true
-- Writes one batch: one round trip, one transaction. The first group of arrays has one element per series, with its
-- study and patient; the second one per instance, whose of_series counts into the first from 1; UIDs are distinct.
-- Rows are taken in the order patients, studies, series, instances, and within each in the order of their keys, so
-- that two batches wait for each other at most, and never in a circle. The studies' rows are held FOR KEY SHARE:
-- batches share them, but whoever closes a study holds it FOR UPDATE and passes over one that a batch is writing to.
-- Gives back what the archive had before: study and fingerprint of each instance that is not new.
CREATE OR REPLACE FUNCTION add_instances(
    issuers text[], patients text[], patient_keys uuid[], names text[], birth_dates text[], sexes text[],
    studies text[], accessions text[], dates text[], times text[], study_ids text[], study_descriptions text[],
    referrers text[], serieses text[], modalities text[], series_numbers integer[], descriptions text[],
    body_parts text[], protocols text[], stations text[], calling_aes text[], priorities text[],
    of_series integer[], uids text[], sop_classes text[], syntaxes text[], numbers integer[], objects uuid[],
    keys bytea[], sizes bigint[], digests text[], fingerprints text[], metadata text[],
    quiet_millis bigint)
RETURNS TABLE (known_uid text, known_study text, known_fingerprint text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    study_rows  bigint[];
    series_rows bigint[];
    held        bigint;
    closed      bigint[];
    late        bigint;
    added       text[];
    others      text[];
    known       bigint;
BEGIN
    -- most batches are of one series that is known: one look-up finds and holds it
    IF cardinality(serieses) = 1 THEN
        SELECT ARRAY[s.id], ARRAY[e.id], CASE s.state WHEN 'CLOSED' THEN ARRAY[s.id] END
        INTO study_rows, series_rows, closed
        FROM study s JOIN series e ON e.study_id = s.id
        WHERE s.study_instance_uid = studies[1] AND e.series_instance_uid = serieses[1]
        FOR KEY SHARE OF s;
    END IF;
    IF series_rows IS NULL THEN
        SELECT array_agg(s.id ORDER BY t.n), array_agg(e.id ORDER BY t.n) INTO study_rows, series_rows
        FROM unnest(studies, serieses) WITH ORDINALITY AS t(study, series, n)
        LEFT JOIN study s ON s.study_instance_uid = t.study
        LEFT JOIN series e ON e.study_id = s.id AND e.series_instance_uid = t.series;

        IF array_position(series_rows, NULL) IS NOT NULL THEN
            INSERT INTO patient (issuer, value, key, name, birth_date, sex)
            SELECT DISTINCT ON (t.issuer, t.value) t.issuer, t.value, t.key, t.name, t.birth_date, t.sex
            FROM unnest(issuers, patients, patient_keys, names, birth_dates, sexes, studies) WITH ORDINALITY
                AS t(issuer, value, key, name, birth_date, sex, study, n)
            WHERE study_rows[t.n] IS NULL
            ORDER BY t.issuer, t.value, t.n
            ON CONFLICT (issuer, value) DO NOTHING;

            -- a new study's timeline begins here
            WITH fresh AS (
                INSERT INTO study (study_instance_uid, patient_id, accession_number, study_date, study_time, study_id,
                    description, referring_physician, close_due_at)
                SELECT DISTINCT ON (t.uid) t.uid, p.id, t.accession, t.date, t.time, t.study_id, t.description,
                    t.referrer, now() + quiet_millis * interval '1 millisecond'
                FROM unnest(studies, issuers, patients, accessions, dates, times, study_ids, study_descriptions,
                        referrers) WITH ORDINALITY
                    AS t(uid, issuer, value, accession, date, time, study_id, description, referrer, n)
                JOIN patient p ON p.issuer = t.issuer AND p.value = t.value
                WHERE study_rows[t.n] IS NULL
                ORDER BY t.uid, t.n
                ON CONFLICT (study_instance_uid) DO NOTHING
                RETURNING study_instance_uid)
            INSERT INTO study_step (study_instance_uid, revision, step, at)
            SELECT study_instance_uid, 1, 'FIRST_INSTANCE', now() FROM fresh
            ON CONFLICT DO NOTHING;

            INSERT INTO series (study_id, series_instance_uid, modality, series_number, description, body_part,
                protocol, station, calling_ae, priority)
            SELECT s.id, t.uid, t.modality, t.number, t.description, t.body_part, t.protocol, t.station, t.calling_ae,
                t.priority
            FROM unnest(studies, serieses, modalities, series_numbers, descriptions, body_parts, protocols, stations,
                    calling_aes, priorities) WITH ORDINALITY
                AS t(study, uid, modality, number, description, body_part, protocol, station, calling_ae, priority, n)
            JOIN study s ON s.study_instance_uid = t.study
            WHERE series_rows[t.n] IS NULL
            ORDER BY t.study, t.uid
            ON CONFLICT (study_id, series_instance_uid) DO NOTHING;

            SELECT array_agg(s.id ORDER BY t.n), array_agg(e.id ORDER BY t.n) INTO study_rows, series_rows
            FROM unnest(studies, serieses) WITH ORDINALITY AS t(study, series, n)
            LEFT JOIN study s ON s.study_instance_uid = t.study
            LEFT JOIN series e ON e.study_id = s.id AND e.series_instance_uid = t.series;
        END IF;

        SELECT count(*), array_agg(s.id) FILTER (WHERE s.state = 'CLOSED') INTO held, closed
        FROM (SELECT id, state FROM study WHERE id = ANY (study_rows) ORDER BY id FOR KEY SHARE) AS s;
        IF array_position(series_rows, NULL) IS NOT NULL
            OR held < (SELECT count(DISTINCT id) FROM unnest(study_rows) AS id) THEN
            RAISE EXCEPTION 'a study was removed meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
    END IF;

    -- stored_at is now() in both tables: the rows of an instance carry the same instant
    WITH given AS (
        SELECT * FROM unnest(of_series, uids, sop_classes, syntaxes, numbers, objects, keys, sizes, digests, fingerprints,
                metadata)
            AS t(series, uid, sop_class, syntax, number, object, key, size, digest, fingerprint, metadata)),
    identity AS (
        INSERT INTO instance_identity (sop_instance_uid, study_id)
        SELECT g.uid, study_rows[g.series] FROM given g ORDER BY g.uid
        ON CONFLICT (sop_instance_uid) DO NOTHING
        RETURNING sop_instance_uid, instance_id),
    stored AS (
        INSERT INTO instance (instance_id, stored_at, study_id, series_id, sop_instance_uid, sop_class_uid,
            transfer_syntax_uid, instance_number, object_id, object_key, object_size, object_sha256, fingerprint,
            metadata)
        SELECT i.instance_id, now(), study_rows[g.series], series_rows[g.series], g.uid, g.sop_class, g.syntax, g.number,
            g.object, g.key, g.size, g.digest, g.fingerprint, g.metadata
        FROM identity i JOIN given g ON g.uid = i.sop_instance_uid)
    SELECT coalesce(array_agg(sop_instance_uid), '{}') INTO added FROM identity;

    -- a late instance opens the next revision of its study
    IF closed IS NOT NULL THEN
        FOR late IN
            SELECT DISTINCT study_rows[t.series] AS id FROM unnest(of_series, uids) AS t(series, uid)
            WHERE t.uid = ANY (added) AND study_rows[t.series] = ANY (closed) ORDER BY id
        LOOP
            WITH reopened AS (
                UPDATE study SET state = 'OPEN', revision = revision + 1, opened_at = now(),
                    close_due_at = now() + quiet_millis * interval '1 millisecond'
                WHERE id = late AND state = 'CLOSED'
                RETURNING study_instance_uid, revision)
            INSERT INTO study_step (study_instance_uid, revision, step, at)
            SELECT study_instance_uid, revision, 'FIRST_INSTANCE', now() FROM reopened
            ON CONFLICT DO NOTHING;
        END LOOP;
    END IF;

    IF cardinality(added) < cardinality(uids) THEN
        others := ARRAY(SELECT uid FROM unnest(uids) AS uid WHERE uid <> ALL (added));
        RETURN QUERY
            SELECT i.sop_instance_uid, s.study_instance_uid, x.fingerprint
            FROM instance_identity i
            JOIN instance x ON x.stored_at = i.stored_at AND x.instance_id = i.instance_id
            JOIN study s ON s.id = i.study_id
            WHERE i.sop_instance_uid = ANY (others);
        GET DIAGNOSTICS known = ROW_COUNT;
        IF known < cardinality(others) THEN
            RAISE EXCEPTION 'an instance was removed meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
    END IF;
END
$$;
--rollback DROP FUNCTION add_instances;
