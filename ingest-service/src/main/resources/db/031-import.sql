--liquibase formatted sql

--changeset radbridge:import-job
-- path: below the import root. done_until: the last file, in the walk's order, that is done.
CREATE TABLE import_job (
    id           uuid        PRIMARY KEY,
    path         text        NOT NULL,
    state        text        NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    started_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    started_by   text        NOT NULL,
    leased_by    uuid,
    leased_until timestamptz NOT NULL DEFAULT now(),
    done_until   text,
    stored       bigint      NOT NULL DEFAULT 0,
    duplicate    bigint      NOT NULL DEFAULT 0,
    refused      bigint      NOT NULL DEFAULT 0,
    quarantined  bigint      NOT NULL DEFAULT 0,
    skipped      bigint      NOT NULL DEFAULT 0,
    failure      text
);
CREATE INDEX import_job_running ON import_job (started_at) WHERE state = 'RUNNING';
--rollback DROP TABLE import_job;

--changeset radbridge:import-error
CREATE TABLE import_error (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id uuid   NOT NULL REFERENCES import_job,
    file   text   NOT NULL,
    reason text   NOT NULL,
    detail text   NOT NULL
);
CREATE INDEX import_error_job ON import_error (job_id, id);
--rollback DROP TABLE import_error;
