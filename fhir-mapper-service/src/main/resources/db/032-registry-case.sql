--liquibase formatted sql

--changeset radbridge:registry-case
-- Registry cases. id: of the Condition, which also says whose case it is; follow_up: id of the ServiceRequest.
-- rule: as it was when the case last got evidence. modality, due_from, due_until: the study that is to follow.
CREATE TABLE registry_case (
    id         text        PRIMARY KEY,
    follow_up  text        NOT NULL UNIQUE,
    registry   text        NOT NULL,
    rule       jsonb       NOT NULL,
    state      text        NOT NULL CHECK (state IN ('PROPOSED', 'WITHDRAWN', 'CONFIRMED', 'DISMISSED')),
    change     integer     NOT NULL,
    opened_at  timestamptz NOT NULL,
    decided_by jsonb,
    modality   text        NOT NULL,
    due_from   date        NOT NULL,
    due_until  date        NOT NULL
);
CREATE INDEX registry_case_due ON registry_case (due_until, id) WHERE state IN ('PROPOSED', 'CONFIRMED');

-- What a study says for a case. holds: whether it still does.
CREATE TABLE registry_case_evidence (
    registry_case      text    NOT NULL REFERENCES registry_case,
    study_instance_uid text    NOT NULL,
    holds              boolean NOT NULL,
    evidence           jsonb   NOT NULL,
    PRIMARY KEY (registry_case, study_instance_uid)
);
CREATE INDEX registry_case_evidence_study ON registry_case_evidence (study_instance_uid);
--rollback DROP TABLE registry_case_evidence, registry_case;
