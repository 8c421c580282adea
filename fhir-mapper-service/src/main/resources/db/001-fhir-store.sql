--liquibase formatted sql

--changeset radbridge:fhir-resource
-- The current version of every resource. signed, primary_finding, patient: what the access policy decides by.
-- ordinal: the revision of the fact it was mapped from; a lower one never overwrites a higher.
CREATE TABLE fhir_resource (
    pk                 bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    type               text        NOT NULL,
    id                 text        NOT NULL,
    version            integer     NOT NULL,
    ordinal            integer     NOT NULL,
    last_updated       timestamptz NOT NULL,
    signed             boolean     NOT NULL,
    primary_finding    boolean     NOT NULL,
    urgency_rank       smallint    NOT NULL,
    patient            text,
    study_instance_uid text,
    content_hash       text        NOT NULL,
    body               jsonb       NOT NULL,
    UNIQUE (type, id)
);
CREATE INDEX fhir_resource_recent ON fhir_resource (type, last_updated DESC, pk DESC);
CREATE INDEX fhir_resource_patient ON fhir_resource (patient, type);
CREATE INDEX fhir_resource_study ON fhir_resource (study_instance_uid, type);
--rollback DROP TABLE fhir_resource;

--changeset radbridge:fhir-history
CREATE TABLE fhir_history (
    type               text        NOT NULL,
    id                 text        NOT NULL,
    version            integer     NOT NULL,
    last_updated       timestamptz NOT NULL,
    signed             boolean     NOT NULL,
    primary_finding    boolean     NOT NULL,
    patient            text,
    study_instance_uid text,
    body               jsonb       NOT NULL,
    PRIMARY KEY (type, id, version)
);
--rollback DROP TABLE fhir_history;

--changeset radbridge:fhir-index
-- What the current versions are found by. Written only together with their resource, hence no foreign keys.
CREATE TABLE fhir_token (
    resource  bigint NOT NULL,
    type      text   NOT NULL,
    parameter text   NOT NULL,
    system    text   NOT NULL,
    code      text   NOT NULL
);
CREATE INDEX fhir_token_resource ON fhir_token (resource, parameter);
CREATE INDEX fhir_token_code ON fhir_token (type, parameter, code, system, resource);
CREATE TABLE fhir_link (
    resource    bigint NOT NULL,
    type        text   NOT NULL,
    parameter   text   NOT NULL,
    target_type text   NOT NULL,
    target_id   text   NOT NULL
);
CREATE INDEX fhir_link_resource ON fhir_link (resource, parameter);
CREATE INDEX fhir_link_target ON fhir_link (type, parameter, target_id, target_type, resource);
CREATE TABLE fhir_span (
    resource    bigint      NOT NULL,
    type        text        NOT NULL,
    parameter   text        NOT NULL,
    valid_from  timestamptz NOT NULL,
    valid_until timestamptz NOT NULL
);
CREATE INDEX fhir_span_resource ON fhir_span (resource, parameter);
CREATE INDEX fhir_span_time ON fhir_span (type, parameter, valid_from, valid_until, resource);
CREATE TABLE fhir_text (
    resource  bigint NOT NULL,
    type      text   NOT NULL,
    parameter text   NOT NULL,
    exact     text   NOT NULL,
    folded    text   NOT NULL
);
CREATE INDEX fhir_text_resource ON fhir_text (resource, parameter);
CREATE INDEX fhir_text_folded ON fhir_text (type, parameter, folded text_pattern_ops);
--rollback DROP TABLE fhir_token, fhir_link, fhir_span, fhir_text;

--changeset radbridge:fhir-stamp splitStatements:false
-- A resource's JSON with version and time of the change in its meta.
CREATE FUNCTION fhir_stamp(body jsonb, version integer, at timestamptz) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT body || jsonb_build_object('meta',
        COALESCE(body -> 'meta', '{}'::jsonb) || jsonb_build_object(
            'versionId', version::text,
            'lastUpdated', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
$$;
--rollback DROP FUNCTION fhir_stamp(jsonb, integer, timestamptz);

--changeset radbridge:fhir-patient-identity
-- The identifier behind a Patient's opaque id: an audit entry names it.
CREATE TABLE fhir_patient_identity (
    patient text PRIMARY KEY,
    issuer  text NOT NULL,
    value   text NOT NULL
);
--rollback DROP TABLE fhir_patient_identity;

--changeset radbridge:fhir-page
-- Searches that have a next page. The link names the row, so that no identifier stands in a URL of ours.
CREATE UNLOGGED TABLE fhir_page (
    id         uuid        PRIMARY KEY,
    subject    text        NOT NULL,
    search     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX fhir_page_created ON fhir_page (created_at);
--rollback DROP TABLE fhir_page;
