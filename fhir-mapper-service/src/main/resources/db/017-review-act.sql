--liquibase formatted sql

--changeset radbridge:review-act
-- The override log: every act of a radiologist on a result, kept for good. The finding's columns are empty for acts
-- on the whole report; reader_says_present is empty for a rejected finding.
CREATE TABLE review_act (
    study_instance_uid  text             NOT NULL,
    revision            integer          NOT NULL,
    edition             integer          NOT NULL,
    act                 text             NOT NULL,
    at                  timestamptz      NOT NULL,
    reader              text             NOT NULL,
    reader_name         text             NOT NULL,
    comment             text,
    observation         text,
    model               text,
    version             text,
    label               text,
    confidence          double precision,
    model_says_present  boolean,
    reader_says_present boolean,
    PRIMARY KEY (study_instance_uid, revision, edition)
);
CREATE INDEX review_act_time ON review_act (at);
--rollback DROP TABLE review_act;
