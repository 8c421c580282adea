--liquibase formatted sql

--changeset radbridge:performed-procedure-step
-- attributes: the step's data set as DICOM JSON.
CREATE TABLE performed_procedure_step (
    sop_instance_uid text        PRIMARY KEY,
    state            text        NOT NULL CHECK (state IN ('IN_PROGRESS', 'COMPLETED', 'DISCONTINUED')),
    reported_by      text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    attributes       text        NOT NULL
);
--rollback DROP TABLE performed_procedure_step;
