--liquibase formatted sql

--changeset radbridge:patient
-- The same value from two issuers names two patients. key: PatientIdentifier.key().
CREATE TABLE patient (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issuer     text   NOT NULL,
    value      text   NOT NULL,
    key        uuid   NOT NULL,
    name       text,
    birth_date text,
    sex        text,
    UNIQUE (issuer, value)
);
CREATE INDEX patient_value ON patient (value);
--rollback DROP TABLE patient;

--changeset radbridge:study
-- opened_at: first instance of the revision. close_due_at: when to look whether the study is quiet.
CREATE TABLE study (
    id                  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study_instance_uid  text        NOT NULL UNIQUE,
    patient_id          bigint      NOT NULL REFERENCES patient,
    accession_number    text,
    study_date          text,
    study_time          text,
    study_id            text,
    description         text,
    referring_physician text,
    state               text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'CLOSED')),
    revision            integer     NOT NULL DEFAULT 1,
    opened_at           timestamptz NOT NULL DEFAULT now(),
    close_due_at        timestamptz NOT NULL
);
CREATE INDEX study_due ON study (close_due_at) WHERE state = 'OPEN';
CREATE INDEX study_patient ON study (patient_id);
CREATE INDEX study_accession ON study (accession_number);
CREATE INDEX study_date ON study (study_date);
CREATE INDEX study_opened ON study (opened_at);
--rollback DROP TABLE study;

--changeset radbridge:study-revision
-- One row per close. routes: RoutedModel as JSON; failures: failure ids as JSON.
CREATE TABLE study_revision (
    study_id     bigint      NOT NULL REFERENCES study,
    revision     integer     NOT NULL,
    opened_at    timestamptz NOT NULL,
    closed_at    timestamptz NOT NULL,
    close_reason text        NOT NULL,
    urgent       boolean     NOT NULL,
    routes       text        NOT NULL,
    progress     text        NOT NULL CHECK (progress IN ('UNROUTED', 'ROUTED', 'ANALYSED', 'FAILED')),
    failures     text        NOT NULL DEFAULT '[]',
    PRIMARY KEY (study_id, revision)
);
CREATE INDEX study_revision_unrouted ON study_revision (closed_at) WHERE progress = 'UNROUTED';
--rollback DROP TABLE study_revision;

--changeset radbridge:series
CREATE TABLE series (
    id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study_id            bigint NOT NULL REFERENCES study,
    series_instance_uid text   NOT NULL,
    modality            text   NOT NULL,
    series_number       integer,
    description         text,
    body_part           text,
    protocol            text,
    station             text,
    calling_ae          text,
    priority            text,
    UNIQUE (study_id, series_instance_uid)
);
CREATE INDEX series_uid ON series (series_instance_uid);
--rollback DROP TABLE series;

--changeset radbridge:instance-identity
-- One row per SOP Instance UID, whatever partition its instance lies in.
CREATE TABLE instance_identity (
    sop_instance_uid text        PRIMARY KEY,
    instance_id      bigint      GENERATED ALWAYS AS IDENTITY,
    study_id         bigint      NOT NULL,
    stored_at        timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE instance_identity;

--changeset radbridge:instance
-- Append-only, partitioned by the month of storage, so that its indexes stay small as the archive grows.
-- No foreign keys: each batch holds the rows of its studies locked, which is cheaper than a check per row.
CREATE TABLE instance (
    instance_id         bigint      NOT NULL,
    stored_at           timestamptz NOT NULL,
    study_id            bigint      NOT NULL,
    series_id           bigint      NOT NULL,
    sop_instance_uid    text        NOT NULL,
    sop_class_uid       text        NOT NULL,
    transfer_syntax_uid text        NOT NULL,
    instance_number     integer,
    object_id           uuid        NOT NULL,
    object_size         bigint      NOT NULL,
    object_sha256       text        NOT NULL,
    fingerprint     text        NOT NULL,
    metadata            text        NOT NULL,
    PRIMARY KEY (stored_at, instance_id)
) PARTITION BY RANGE (stored_at);
CREATE INDEX instance_study ON instance (study_id, stored_at);
CREATE INDEX instance_series ON instance (series_id, instance_number);
CREATE INDEX instance_object ON instance (object_id);
CREATE TABLE instance_default PARTITION OF instance DEFAULT;
--rollback DROP TABLE instance;

--changeset radbridge:instance-partition splitStatements:false
-- Makes the partition of the month (UTC) that holds the instant, unless it exists.
CREATE FUNCTION ensure_instance_partition(at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamp := date_trunc('month', at AT TIME ZONE 'UTC');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('instance-partition'));
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS %I PARTITION OF instance FOR VALUES FROM (%L) TO (%L)',
        'instance_' || to_char(month, 'YYYY_MM'),
        month AT TIME ZONE 'UTC',
        (month + interval '1 month') AT TIME ZONE 'UTC');
END
$$;
--rollback DROP FUNCTION ensure_instance_partition(timestamptz);

--changeset radbridge:orphan-sweep
-- One row: objects begun before it are known to be indexed or gone.
CREATE TABLE orphan_sweep (
    only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    swept_until timestamptz NOT NULL DEFAULT now()
);
INSERT INTO orphan_sweep DEFAULT VALUES;
--rollback DROP TABLE orphan_sweep;
