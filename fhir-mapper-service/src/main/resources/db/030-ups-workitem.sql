--liquibase formatted sql

--changeset radbridge:ups-workitem
-- Readings of results as UPS workitems (PS3.4 annex CC). One workitem is one attempt to read one revision of a study's
-- result: once completed or cancelled it stays so, and another reading is another workitem. task: the FHIR id of the
-- reading's Task, by which access is decided; transaction_uid: the lock of whoever claimed it over UPS-RS.
CREATE TABLE ups_workitem (
    uid                text        PRIMARY KEY,
    study_instance_uid text        NOT NULL,
    attempt            integer     NOT NULL,
    revision           integer     NOT NULL,
    task               text        NOT NULL,
    urgency_rank       smallint    NOT NULL,
    state              text        NOT NULL CHECK (state IN ('SCHEDULED', 'IN PROGRESS', 'COMPLETED', 'CANCELED')),
    reason             text,
    transaction_uid    text,
    performer          text,
    started_at         timestamptz,
    created_at         timestamptz NOT NULL,
    changed_at         timestamptz NOT NULL,
    UNIQUE (study_instance_uid, attempt)
);
CREATE INDEX ups_workitem_order ON ups_workitem (urgency_rank, created_at, uid);
CREATE INDEX ups_workitem_open ON ups_workitem (state, urgency_rank, created_at, uid)
    WHERE state IN ('SCHEDULED', 'IN PROGRESS');
INSERT INTO ups_workitem (uid, study_instance_uid, attempt, revision, task, urgency_rank, state, performer, started_at,
    created_at, changed_at)
SELECT '2.25.' || (
        SELECT sum(get_byte(uuid_send(gen_random_uuid()), i) * (CAST(256 AS numeric) ^ (15 - i)))
        FROM generate_series(0, 15) AS i WHERE s.study_instance_uid IS NOT NULL)::numeric(39, 0),
    s.study_instance_uid, 1, s.revision, t.id, t.urgency_rank,
    CASE t.body ->> 'status' WHEN 'completed' THEN 'COMPLETED' WHEN 'in-progress' THEN 'IN PROGRESS' ELSE 'SCHEDULED' END,
    t.body -> 'owner' ->> 'display',
    CASE WHEN t.body ->> 'status' <> 'requested' THEN CAST(t.body ->> 'lastModified' AS timestamptz) END,
    s.issued, CAST(t.body ->> 'lastModified' AS timestamptz)
FROM study_result s
JOIN fhir_resource t ON t.type = 'Task' AND t.study_instance_uid = s.study_instance_uid
    AND t.body -> 'code' -> 'coding' -> 0 ->> 'code' = 'read-result';
--rollback DROP TABLE ups_workitem;
