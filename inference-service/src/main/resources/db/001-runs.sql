--liquibase formatted sql

--changeset radbridge:inference-study
-- The newest closed revision of each study with routes: an older one that still waits is not worth running.
CREATE TABLE inference_study (
    study_uid       text        PRIMARY KEY,
    newest_revision integer     NOT NULL,
    changed_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
--rollback DROP TABLE inference_study;

--changeset radbridge:inference-run
-- One model's answer for one revision of a study. Superseded: a newer revision has answers.
CREATE TABLE inference_run (
    id               uuid        PRIMARY KEY,
    study_uid        text        NOT NULL,
    revision         integer     NOT NULL,
    patient_issuer   text        NOT NULL,
    patient_value    text        NOT NULL,
    model            text        NOT NULL,
    version          text        NOT NULL,
    device_uid       text        NOT NULL,
    manufacturer     text        NOT NULL,
    statement        text        NOT NULL,
    governance       text        NOT NULL CHECK (governance IN ('SHADOW', 'ADVISORY', 'LIVE')),
    body_region      jsonb,
    series_uid       text        NOT NULL,
    instances        integer     NOT NULL,
    urgency          text        NOT NULL CHECK (urgency IN ('CRITICAL', 'URGENT', 'ROUTINE')),
    inference_millis bigint      NOT NULL,
    superseded       boolean     NOT NULL DEFAULT false,
    recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX inference_run_study ON inference_run (study_uid, revision);
CREATE INDEX inference_run_model ON inference_run (model, recorded_at);
--rollback DROP TABLE inference_run;

--changeset radbridge:inference-finding
-- Every label of the run's model, present or not, in the order of the model's card.
CREATE TABLE inference_finding (
    run_id     uuid             NOT NULL REFERENCES inference_run ON DELETE CASCADE,
    ordinal    integer          NOT NULL,
    label      text             NOT NULL,
    display    text             NOT NULL,
    codes      jsonb            NOT NULL,
    confidence double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    threshold  double precision NOT NULL CHECK (threshold BETWEEN 0 AND 1),
    present    boolean          NOT NULL,
    urgency    text             NOT NULL,
    evidence   jsonb,
    PRIMARY KEY (run_id, ordinal),
    UNIQUE (run_id, label)
);
--rollback DROP TABLE inference_finding;

--changeset radbridge:inference-heat-map
-- The activation map of each present finding: float32, little endian, row by row. The image lies in the network's input
-- at first_row, first_column of a plane of input_rows × input_columns, in the image's own pixels.
CREATE TABLE inference_heat_map (
    run_id            uuid    NOT NULL REFERENCES inference_run ON DELETE CASCADE,
    label             text    NOT NULL,
    series_uid        text    NOT NULL,
    sop_instance_uid  text    NOT NULL,
    sop_class_uid     text    NOT NULL,
    map_rows          integer NOT NULL,
    map_columns       integer NOT NULL,
    image_rows        integer NOT NULL,
    image_columns     integer NOT NULL,
    input_rows        integer NOT NULL,
    input_columns     integer NOT NULL,
    first_row         integer NOT NULL,
    first_column      integer NOT NULL,
    activations       bytea   NOT NULL,
    PRIMARY KEY (run_id, label)
);
--rollback DROP TABLE inference_heat_map;

--changeset radbridge:inference-failure
-- Models that gave no answer for a revision for which others did.
CREATE TABLE inference_failure (
    study_uid   text        NOT NULL,
    revision    integer     NOT NULL,
    model       text        NOT NULL,
    failure_id  text        NOT NULL,
    detail      text        NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (study_uid, revision, model)
);
--rollback DROP TABLE inference_failure;
