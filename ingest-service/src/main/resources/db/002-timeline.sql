--liquibase formatted sql

--changeset radbridge:study-step
-- The first stamp of a step in a revision is the one that counts.
CREATE TABLE study_step (
    study_instance_uid text        NOT NULL,
    revision           integer     NOT NULL,
    step               text        NOT NULL,
    at                 timestamptz NOT NULL,
    PRIMARY KEY (study_instance_uid, revision, step)
);
--rollback DROP TABLE study_step;
