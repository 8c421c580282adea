--liquibase formatted sql

--changeset radbridge:pacs-delivery
-- Each object at each destination: on its way (SENDING), said to be stored (STORED), known to be there (CONFIRMED), taken
-- back (REJECTED). revision and edition are those of the result that asked for it last.
CREATE TABLE pacs_delivery (
    destination         text        NOT NULL,
    sop_instance_uid    text        NOT NULL,
    study_instance_uid  text        NOT NULL,
    series_instance_uid text        NOT NULL,
    sop_class_uid       text        NOT NULL,
    kind                text        NOT NULL,
    revision            integer     NOT NULL,
    edition             integer     NOT NULL,
    state               text        NOT NULL CHECK (state IN ('SENDING', 'STORED', 'CONFIRMED', 'REJECTED')),
    changed_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (destination, sop_instance_uid)
);
CREATE INDEX pacs_delivery_study ON pacs_delivery (study_instance_uid);
CREATE INDEX pacs_delivery_open ON pacs_delivery (changed_at) WHERE state IN ('SENDING', 'STORED');
--rollback DROP TABLE pacs_delivery;
