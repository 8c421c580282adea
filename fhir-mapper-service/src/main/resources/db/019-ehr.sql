--liquibase formatted sql

--changeset radbridge:ehr-delivery
-- The edition of each study's result that each FHIR server of others accepted last.
CREATE TABLE ehr_delivery (
    destination        text        NOT NULL,
    study_instance_uid text        NOT NULL,
    revision           integer     NOT NULL,
    edition            integer     NOT NULL,
    attempts           integer     NOT NULL,
    delivered_at       timestamptz NOT NULL,
    PRIMARY KEY (destination, study_instance_uid)
);
--rollback DROP TABLE ehr_delivery;

--changeset radbridge:ehr-introduction
-- The patients, devices and endpoints (Type/id) that each server was told of. While not done, the claim says who tells
-- it, until when.
CREATE TABLE ehr_introduction (
    destination   text        NOT NULL,
    resource      text        NOT NULL,
    claim         uuid        NOT NULL,
    claimed_until timestamptz NOT NULL,
    done          boolean     NOT NULL DEFAULT FALSE,
    PRIMARY KEY (destination, resource)
);
CREATE INDEX ehr_introduction_claim ON ehr_introduction (claim) WHERE NOT done;
--rollback DROP TABLE ehr_introduction;
