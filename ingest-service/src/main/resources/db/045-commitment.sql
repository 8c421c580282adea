--liquibase formatted sql

--changeset radbridge:storage-commitment
-- What application entities asked to be told: one row per transaction, kept as the proof of what was told.
-- asked: how often the transaction was asked for; information: what was asked last, as DICOM JSON.
CREATE TABLE storage_commitment (
    id              uuid        PRIMARY KEY,
    requested_by    text        NOT NULL,
    transaction_uid text        NOT NULL,
    asked           integer     NOT NULL DEFAULT 1,
    information     text        NOT NULL,
    requested_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    reported_at     timestamptz,
    committed       integer,
    failed          integer,
    UNIQUE (requested_by, transaction_uid)
);
CREATE INDEX storage_commitment_waiting ON storage_commitment (requested_at) WHERE reported_at IS NULL;
--rollback DROP TABLE storage_commitment;

--changeset radbridge:archive-commitment
-- What this service asked of other archives: one row per transaction. failures: [{instance, reason}] as JSON.
CREATE TABLE archive_commitment (
    transaction_uid    text        PRIMARY KEY,
    archive            text        NOT NULL,
    study_instance_uid text        NOT NULL,
    asked_by           text        NOT NULL,
    asked_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    told_at            timestamptz,
    committed          integer,
    failed             integer,
    failures           text
);
CREATE INDEX archive_commitment_study ON archive_commitment (study_instance_uid, asked_at);
--rollback DROP TABLE archive_commitment;
