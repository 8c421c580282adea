--liquibase formatted sql

--changeset radbridge:kit-work
-- One row per piece of work. priority: 0 urgent, 1 normal, 2 low. due_order is the time the work was asked for,
-- not_before the time of the next attempt. lease_token names the claim that runs it.
CREATE TABLE kit_work (
    id             uuid        PRIMARY KEY,
    seq            bigint      GENERATED ALWAYS AS IDENTITY,
    kind           text        NOT NULL,
    work_key       text        NOT NULL,
    dedupe_id      text        NOT NULL,
    priority       smallint    NOT NULL,
    payload        text        NOT NULL,
    state          text        NOT NULL DEFAULT 'READY' CHECK (state IN ('READY', 'RUNNING', 'DONE', 'PARKED', 'CANCELLED')),
    due_order      timestamptz NOT NULL,
    not_before     timestamptz NOT NULL,
    attempts       integer     NOT NULL DEFAULT 0,
    lease_token    uuid,
    lease_until    timestamptz,
    failure_id     text,
    failure_detail text,
    traceparent    text,
    enqueued_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (kind, dedupe_id)
);
CREATE INDEX kit_work_open ON kit_work (kind, priority, due_order, seq) WHERE state IN ('READY', 'RUNNING');
CREATE INDEX kit_work_open_key ON kit_work (kind, work_key, due_order, seq) WHERE state IN ('READY', 'RUNNING');
CREATE INDEX kit_work_parked ON kit_work (changed_at) WHERE state = 'PARKED';
CREATE INDEX kit_work_finished ON kit_work (changed_at) WHERE state IN ('DONE', 'CANCELLED');
CREATE TRIGGER kit_work_wake_insert AFTER INSERT ON kit_work
    FOR EACH STATEMENT EXECUTE FUNCTION kit_wake('kit_work');
CREATE TRIGGER kit_work_wake_update AFTER UPDATE OF not_before ON kit_work
    FOR EACH STATEMENT EXECUTE FUNCTION kit_wake('kit_work');
--rollback DROP TABLE kit_work;
