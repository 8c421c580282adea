--liquibase formatted sql

--changeset radbridge:refused-instance
-- Instances that came and were not taken, with the reason; no patient data.
CREATE TABLE refused_instance (
    id                  uuid        PRIMARY KEY,
    refused_at          timestamptz NOT NULL DEFAULT now(),
    door                text        NOT NULL,
    sender              text        NOT NULL,
    reason              text        NOT NULL,
    detail              text        NOT NULL,
    study_instance_uid  text,
    series_instance_uid text,
    sop_instance_uid    text,
    sop_class_uid       text,
    transfer_syntax_uid text
);
CREATE INDEX refused_instance_at ON refused_instance (refused_at);
--rollback DROP TABLE refused_instance;
