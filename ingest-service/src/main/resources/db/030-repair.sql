--liquibase formatted sql

--changeset radbridge:study-difference
-- Attributes in which instances of a study differ from its first; no values.
CREATE TABLE study_difference (
    study_instance_uid text        NOT NULL,
    tag                text        NOT NULL,
    keyword            text        NOT NULL,
    coerced            boolean     NOT NULL,
    instances          bigint      NOT NULL DEFAULT 1,
    first_at           timestamptz NOT NULL DEFAULT now(),
    last_at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (study_instance_uid, tag)
);
CREATE INDEX study_difference_at ON study_difference (last_at);
--rollback DROP TABLE study_difference;

--changeset radbridge:quarantined-instance
-- Bytes of refused instances, until an operator decides. object_key: gone with the decision.
-- object_gone: the bytes are removed from the store.
CREATE TABLE quarantined_instance (
    id             uuid        PRIMARY KEY REFERENCES refused_instance,
    object_id      uuid        NOT NULL,
    object_key     bytea,
    object_size    bigint      NOT NULL,
    object_sha256  text        NOT NULL,
    quarantined_at timestamptz NOT NULL DEFAULT now(),
    state          text        NOT NULL DEFAULT 'HELD' CHECK (state IN ('HELD', 'RELEASED', 'DISCARDED', 'EXPIRED')),
    decided_at     timestamptz,
    decided_by     text,
    object_gone    boolean     NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX quarantined_instance_held ON quarantined_instance (object_sha256) WHERE state = 'HELD';
CREATE INDEX quarantined_instance_object ON quarantined_instance (object_id) WHERE NOT object_gone;
CREATE INDEX quarantined_instance_at ON quarantined_instance (quarantined_at) WHERE state = 'HELD';
--rollback DROP TABLE quarantined_instance;
