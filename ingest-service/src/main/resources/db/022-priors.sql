--liquibase formatted sql

--changeset radbridge:prior-search
-- One row per study whose priors are searched in other archives. ready_at: since when it waits for nothing else.
CREATE TABLE prior_search (
    study_instance_uid text        PRIMARY KEY,
    state              text        NOT NULL DEFAULT 'SEARCHING' CHECK (state IN ('SEARCHING', 'DONE', 'FAILED')),
    asked_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    ready_at           timestamptz,
    ended_at           timestamptz
);
--rollback DROP TABLE prior_search;

--changeset radbridge:prior-fetch
-- One row per study that is fetched to compare with, whichever study it is compared to.
CREATE TABLE prior_fetch (
    study_instance_uid text        PRIMARY KEY,
    source             text        NOT NULL,
    state              text        NOT NULL CHECK (state IN ('PENDING', 'STORED', 'UNAVAILABLE')),
    asked_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at           timestamptz
);
--rollback DROP TABLE prior_fetch;

--changeset radbridge:study-prior
-- What other archives have for a study. regions: names of BodyRegion.
CREATE TABLE study_prior (
    study_instance_uid text        NOT NULL,
    prior_study_uid    text        NOT NULL,
    source             text        NOT NULL,
    study_date         text,
    modalities         text        NOT NULL,
    regions            text        NOT NULL,
    found_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (study_instance_uid, prior_study_uid)
);
CREATE INDEX study_prior_of ON study_prior (prior_study_uid);
--rollback DROP TABLE study_prior;
