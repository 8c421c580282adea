--liquibase formatted sql

--changeset radbridge:study-evidence
-- What others say of a study's completeness; of its study, or of its order's accession number.
-- spent: an earlier close rests on it, so that it closes no later revision.
CREATE TABLE study_evidence (
    id                 bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind               text        NOT NULL,
    evidence_key       text        NOT NULL,
    reported_by        text        NOT NULL,
    state              text        NOT NULL CHECK (state IN ('IN_PROGRESS', 'COMPLETED', 'DISCONTINUED')),
    reported_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    study_instance_uid text,
    accession_number   text,
    patient_key        uuid,
    expected_instances integer,
    expected_series    integer,
    spent              boolean     NOT NULL DEFAULT false,
    UNIQUE NULLS NOT DISTINCT (kind, evidence_key, study_instance_uid, accession_number)
);
CREATE INDEX study_evidence_study ON study_evidence (study_instance_uid);
CREATE INDEX study_evidence_accession ON study_evidence (accession_number) WHERE study_instance_uid IS NULL;
--rollback DROP TABLE study_evidence;

--changeset radbridge:study-evidence-series
-- sop_instance_uids is empty when only the number of instances is known.
CREATE TABLE study_evidence_series (
    evidence_id         bigint  NOT NULL REFERENCES study_evidence ON DELETE CASCADE,
    series_instance_uid text    NOT NULL,
    instances           integer NOT NULL,
    sop_instance_uids   text[]  NOT NULL,
    PRIMARY KEY (evidence_id, series_instance_uid)
);
--rollback DROP TABLE study_evidence_series;

--changeset radbridge:study-waiting
-- Why an open study is not closed yet. receiving_until, receiving_by: a lease of the process that an instance
-- of the study is arriving at; of several when it is the nil UUID.
ALTER TABLE study ADD COLUMN waiting_for text, ADD COLUMN missing_instances integer NOT NULL DEFAULT 0,
    ADD COLUMN receiving_until timestamptz, ADD COLUMN receiving_by uuid;
-- PRIOR: fetched to compare with, never closed, routed or analysed.
ALTER TABLE study DROP CONSTRAINT study_state_check;
ALTER TABLE study ADD CONSTRAINT study_state_check CHECK (state IN ('OPEN', 'CLOSED', 'PRIOR'));
--rollback ALTER TABLE study DROP COLUMN waiting_for, DROP COLUMN missing_instances, DROP COLUMN receiving_until, DROP COLUMN receiving_by;

--changeset radbridge:study-revision-evidence
-- close_delay_ms: from the last instance to the close. missing_instances: expected and not here at the close.
-- withheld: series, or all of the study, kept from the models since they are partial.
ALTER TABLE study_revision ADD COLUMN close_delay_ms bigint, ADD COLUMN missing_instances integer NOT NULL DEFAULT 0,
    ADD COLUMN withheld boolean NOT NULL DEFAULT false;
ALTER TABLE study_revision DROP CONSTRAINT study_revision_progress_check;
ALTER TABLE study_revision ADD CONSTRAINT study_revision_progress_check
    CHECK (progress IN ('UNROUTED', 'INCOMPLETE', 'ROUTED', 'ANALYSED', 'FAILED'));
CREATE INDEX study_revision_withheld ON study_revision (closed_at) WHERE withheld;
--rollback ALTER TABLE study_revision DROP COLUMN close_delay_ms, DROP COLUMN missing_instances, DROP COLUMN withheld;
