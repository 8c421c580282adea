--liquibase formatted sql

--changeset radbridge:scrub
-- One row: the pass under way has read all instances up to the position, in the order of the primary key.
CREATE TABLE scrub_progress (
    only_row     boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    pass         integer     NOT NULL DEFAULT 1,
    began_at     timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    position_at  timestamptz NOT NULL DEFAULT 'epoch',
    position_id  bigint      NOT NULL DEFAULT 0,
    objects      bigint      NOT NULL DEFAULT 0,
    bytes        bigint      NOT NULL DEFAULT 0,
    holder       uuid,
    leased_until timestamptz NOT NULL DEFAULT 'epoch'
);
INSERT INTO scrub_progress DEFAULT VALUES;
CREATE TABLE scrub_finding (
    object_id          uuid        PRIMARY KEY,
    study_instance_uid text        NOT NULL,
    sop_instance_uid   text        NOT NULL,
    failure            text        NOT NULL,
    detail             text        NOT NULL,
    found_at           timestamptz NOT NULL DEFAULT now(),
    seen_at            timestamptz NOT NULL DEFAULT now(),
    resolved_at        timestamptz
);
CREATE INDEX scrub_finding_study ON scrub_finding (study_instance_uid);
CREATE INDEX scrub_finding_open ON scrub_finding (seen_at) WHERE resolved_at IS NULL;
--rollback DROP TABLE scrub_finding; DROP TABLE scrub_progress;
