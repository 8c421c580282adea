--liquibase formatted sql

--changeset radbridge:patient-identity
-- What the hospital's feeds say. feed_time: when the newest word on a resource was recorded there.
CREATE TABLE feed_time (
    resource    text        PRIMARY KEY,
    recorded_at timestamptz NOT NULL
);
-- Which patient an identifier means that was merged into another: one step, however often it was merged on.
CREATE TABLE patient_merge (
    merged      text        PRIMARY KEY,
    survivor    text        NOT NULL,
    issuer      text        NOT NULL,
    value       text        NOT NULL,
    recorded_at timestamptz NOT NULL
);
CREATE INDEX patient_merge_survivor ON patient_merge (survivor);
--rollback DROP TABLE feed_time, patient_merge;

--changeset radbridge:waiting-result
-- Results whose patient no feed has told of yet, as the work that would write them; and studies that an operator let go on.
CREATE TABLE waiting_result (
    work               text        PRIMARY KEY,
    study_instance_uid text        NOT NULL,
    revision           integer     NOT NULL,
    patient            text        NOT NULL,
    kind               text        NOT NULL,
    work_key           text        NOT NULL,
    priority           smallint    NOT NULL,
    payload            text        NOT NULL,
    since              timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX waiting_result_patient ON waiting_result (patient);
CREATE TABLE waiting_result_released (
    study_instance_uid text PRIMARY KEY
);
--rollback DROP TABLE waiting_result, waiting_result_released;
