--liquibase formatted sql

--changeset radbridge:count-instances-of-one-series splitStatements:false runOnChange:true
-- In place of the function of 037-instance-counts.sql, and the same in effect. Most batches are of one series: its row
-- and its study's are then found by their keys. changed: the rows that were added or removed. Studies are held in the
-- order of their keys, so that two batches wait for each other at most; who holds a study has its series.
CREATE OR REPLACE FUNCTION count_instances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
    given record;
BEGIN
    SELECT count(*) AS instances, min(study_id) AS study, max(study_id) AS last_study, min(series_id) AS series,
        max(series_id) AS last_series, min(stored_at) AS first, max(stored_at) AS last INTO given FROM changed;
    IF given.instances = 0 THEN
        RETURN NULL;
    END IF;
    IF given.series = given.last_series AND given.study = given.last_study THEN
        UPDATE study SET instances = instances + sign * given.instances,
            first_stored_at = least(first_stored_at, given.first), last_stored_at = greatest(last_stored_at, given.last)
        WHERE id = given.study;
        UPDATE series SET instances = instances + sign * given.instances,
            first_stored_at = least(first_stored_at, given.first), last_stored_at = greatest(last_stored_at, given.last)
        WHERE id = given.series;
        RETURN NULL;
    END IF;
    PERFORM FROM study WHERE id IN (SELECT study_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE study s SET instances = s.instances + sign * c.instances,
        first_stored_at = least(s.first_stored_at, c.first), last_stored_at = greatest(s.last_stored_at, c.last)
    FROM (SELECT study_id, count(*) AS instances, min(stored_at) AS first, max(stored_at) AS last
        FROM changed GROUP BY study_id) AS c
    WHERE s.id = c.study_id;
    UPDATE series e SET instances = e.instances + sign * c.instances,
        first_stored_at = least(e.first_stored_at, c.first), last_stored_at = greatest(e.last_stored_at, c.last)
    FROM (SELECT series_id, count(*) AS instances, min(stored_at) AS first, max(stored_at) AS last
        FROM changed GROUP BY series_id) AS c
    WHERE e.id = c.series_id;
    RETURN NULL;
END
$$;
--rollback empty
