--liquibase formatted sql

--changeset radbridge:tracked-lesion
-- Which findings of a patient's studies are the same lesion. One row for each finding that was ever asserted as present;
-- it keeps its tracking UID (DICOM 112040) for good, but for a merge of patients. asserted: whether the shown result says
-- that it is present; studied: when the images were made, else when the result came; concept: what makes two findings
-- alike.
CREATE TABLE tracked_lesion (
    observation        text        PRIMARY KEY,
    study_instance_uid text        NOT NULL,
    patient            text        NOT NULL,
    concept            text        NOT NULL,
    tracking_uid       text        NOT NULL,
    studied            timestamptz NOT NULL,
    asserted           boolean     NOT NULL
);
CREATE INDEX tracked_lesion_patient ON tracked_lesion (patient, studied);
CREATE INDEX tracked_lesion_study ON tracked_lesion (study_instance_uid);
--rollback DROP TABLE tracked_lesion;
