--liquibase formatted sql

--changeset radbridge:instance-counts splitStatements:false
-- What a search would otherwise ask of every month's partition. instances: how many there are, exactly.
-- first_stored_at, last_stored_at: all of them were stored between these instants, both included, so that PostgreSQL
-- looks into these months' partitions only. NULL before the first one; a deletion leaves them as they are.
ALTER TABLE study ADD COLUMN instances integer NOT NULL DEFAULT 0, ADD COLUMN first_stored_at timestamptz,
    ADD COLUMN last_stored_at timestamptz;
ALTER TABLE series ADD COLUMN instances integer NOT NULL DEFAULT 0, ADD COLUMN first_stored_at timestamptz,
    ADD COLUMN last_stored_at timestamptz;
-- Room on each page for the next version of a row: no index is touched then when instances are counted.
ALTER TABLE study SET (fillfactor = 80);
ALTER TABLE series SET (fillfactor = 80);

-- Counts in the transaction that adds or removes the rows, whoever does that. changed: these rows. Studies are held in
-- the order of their keys, so that two batches wait for each other at most; who holds a study has its series.
CREATE FUNCTION count_instances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    IF NOT EXISTS (SELECT FROM changed) THEN
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
CREATE TRIGGER instances_added AFTER INSERT ON instance REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_instances();
CREATE TRIGGER instances_removed AFTER DELETE ON instance REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_instances();

-- What is there already. Nobody adds to it meanwhile: the tables are locked, in the order in which a batch takes them.
UPDATE study s SET instances = c.instances, first_stored_at = c.first, last_stored_at = c.last
FROM (SELECT study_id, count(*) AS instances, min(stored_at) AS first, max(stored_at) AS last
    FROM instance GROUP BY study_id) AS c
WHERE s.id = c.study_id;
UPDATE series e SET instances = c.instances, first_stored_at = c.first, last_stored_at = c.last
FROM (SELECT series_id, count(*) AS instances, min(stored_at) AS first, max(stored_at) AS last
    FROM instance GROUP BY series_id) AS c
WHERE e.id = c.series_id;
--rollback DROP TRIGGER instances_removed ON instance; DROP TRIGGER instances_added ON instance; DROP FUNCTION count_instances(); ALTER TABLE series RESET (fillfactor), DROP COLUMN instances, DROP COLUMN first_stored_at, DROP COLUMN last_stored_at; ALTER TABLE study RESET (fillfactor), DROP COLUMN instances, DROP COLUMN first_stored_at, DROP COLUMN last_stored_at;

--changeset radbridge:instance-series-index
-- stored_at, by which partitions are chosen, is in the index of series too: without it PostgreSQL would combine that
-- index with the primary key's, and read the whole month between a study's first and its last instance.
DROP INDEX instance_series;
CREATE INDEX instance_series ON instance (series_id, instance_number, stored_at);
--rollback DROP INDEX instance_series; CREATE INDEX instance_series ON instance (series_id, instance_number);
