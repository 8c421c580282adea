--liquibase formatted sql

--changeset radbridge:research-export
-- What an export holds and how far its last download is; nothing de-identified is stored.
CREATE TABLE research_export (
    id           uuid        PRIMARY KEY,
    project      text        NOT NULL,
    options      text[]      NOT NULL,
    studies      text[]      NOT NULL,
    state        text        NOT NULL DEFAULT 'READY' CHECK (state IN ('READY', 'RUNNING', 'DONE', 'BROKEN_OFF')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text        NOT NULL,
    finished_at  timestamptz,
    studies_done integer     NOT NULL DEFAULT 0,
    exported     bigint      NOT NULL DEFAULT 0,
    refused      bigint      NOT NULL DEFAULT 0
);
--rollback DROP TABLE research_export;
