--liquibase formatted sql

--changeset radbridge:study-result
-- The revision of a study whose result the resources show, with what the structured report is built from.
-- header (DICOM JSON) and series are the study's metadata; labels: those present, for the figures that name no patient;
-- replaced_sr: the structured report in the PACS that this one's replaces.
CREATE TABLE study_result (
    study_instance_uid text        PRIMARY KEY,
    revision           integer     NOT NULL,
    urgency            text        NOT NULL,
    result_day         date        NOT NULL,
    labels             jsonb       NOT NULL,
    event              text        NOT NULL,
    header             text        NOT NULL,
    series             text        NOT NULL,
    issued             timestamptz NOT NULL,
    sr_instance_uid    text,
    sr_confirmed_at    timestamptz,
    replaced_sr        text
);
CREATE INDEX study_result_day ON study_result (result_day);
--rollback DROP TABLE study_result;
