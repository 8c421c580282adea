--liquibase formatted sql

--changeset radbridge:escalation
-- The document holds the whole escalation, its ladder included; the columns are what is searched.
CREATE TABLE escalation (
    id         uuid        PRIMARY KEY,
    study_uid  text        NOT NULL,
    team       text        NOT NULL,
    state      text        NOT NULL,
    sequence   integer     NOT NULL,
    opened_at  timestamptz NOT NULL,
    document   text        NOT NULL
);
CREATE INDEX escalation_study ON escalation (study_uid, team);
CREATE INDEX escalation_opened ON escalation (opened_at DESC, id);
CREATE INDEX escalation_running ON escalation (opened_at DESC, id) WHERE state NOT IN ('ACKNOWLEDGED');
--rollback DROP TABLE escalation;

--changeset radbridge:escalation-change
-- The life cycle, one row a change.
CREATE TABLE escalation_change (
    escalation_id uuid        NOT NULL REFERENCES escalation (id),
    sequence      integer     NOT NULL,
    state         text        NOT NULL,
    rung          integer     NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (escalation_id, sequence)
);
--rollback DROP TABLE escalation_change;

--changeset radbridge:escalation-delivery
-- Which alerts a channel accepted: one per rung at most.
CREATE TABLE escalation_delivery (
    escalation_id uuid        NOT NULL REFERENCES escalation (id),
    rung          integer     NOT NULL,
    recipient     text        NOT NULL,
    webhook       text        NOT NULL,
    status        integer     NOT NULL,
    attempts      integer     NOT NULL,
    accepted_at   timestamptz NOT NULL,
    PRIMARY KEY (escalation_id, rung)
);
--rollback DROP TABLE escalation_delivery;
