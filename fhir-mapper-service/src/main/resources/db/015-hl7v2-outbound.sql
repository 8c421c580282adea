--liquibase formatted sql

--changeset radbridge:hl7v2-outbound
-- Messages to the hospital's systems, as they are sent: the same bytes and control id on every attempt.
-- An edited message is a row of its own beside the original.
CREATE TABLE hl7v2_outbound (
    id                 uuid        PRIMARY KEY,
    seq                bigint      GENERATED ALWAYS AS IDENTITY,
    destination        text        NOT NULL,
    study_instance_uid text        NOT NULL,
    revision           integer     NOT NULL,
    edition            integer     NOT NULL,
    patient            text        NOT NULL,
    control_id         text        NOT NULL UNIQUE,
    body               bytea       NOT NULL,
    state              text        NOT NULL CHECK (state IN ('WAITING', 'SENT', 'PARKED', 'REPLACED', 'DISCARDED')),
    refusals           integer     NOT NULL DEFAULT 0,
    requests           integer     NOT NULL DEFAULT 0,
    edit_of            uuid        REFERENCES hl7v2_outbound,
    edited_by          text,
    failure_id         text,
    failure_detail     text,
    created_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at         timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX hl7v2_outbound_once ON hl7v2_outbound (destination, study_instance_uid, revision, edition)
    WHERE edit_of IS NULL;
CREATE INDEX hl7v2_outbound_state ON hl7v2_outbound (destination, state, seq);
CREATE INDEX hl7v2_outbound_changed ON hl7v2_outbound (changed_at);
-- Destinations that an operator has paused.
CREATE TABLE hl7v2_paused (
    destination text        PRIMARY KEY,
    paused_by   text        NOT NULL,
    paused_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
--rollback DROP TABLE hl7v2_paused, hl7v2_outbound;
