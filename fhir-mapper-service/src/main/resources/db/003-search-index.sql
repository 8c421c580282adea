--liquibase formatted sql

--changeset radbridge:search-index
-- What the current versions are found by, anew: a parameter is named with its type, every kind has its table.
-- All of it is computed from the resources: those that were indexed before are indexed again at the next start.
-- Collation C: compared byte by byte, in every database alike.
DROP TABLE fhir_token, fhir_link, fhir_span, fhir_text;
ALTER TABLE fhir_resource ADD COLUMN indexed integer NOT NULL DEFAULT 0;
CREATE INDEX fhir_resource_indexed ON fhir_resource (indexed);

-- A code or identifier. The parameter's name ends in :of-type for identifiers with their type, and in
-- :identifier for what a reference says of its target. No code: it is there, without one.
CREATE TABLE fhir_token (
    resource  bigint           NOT NULL,
    parameter text COLLATE "C" NOT NULL,
    system    text COLLATE "C" NOT NULL,
    code      text COLLATE "C" NOT NULL
);
CREATE INDEX fhir_token_code ON fhir_token (parameter, code, system, resource);
CREATE INDEX fhir_token_resource ON fhir_token (resource, parameter);

-- A reference. No target_type: a URL of elsewhere; # for what leads to nothing that could be found.
CREATE TABLE fhir_link (
    resource    bigint           NOT NULL,
    parameter   text COLLATE "C" NOT NULL,
    target_type text COLLATE "C" NOT NULL,
    target_id   text COLLATE "C" NOT NULL
);
CREATE INDEX fhir_link_target ON fhir_link (parameter, target_id, target_type, resource);
CREATE INDEX fhir_link_resource ON fhir_link (resource, parameter);

-- A date as the span of time it stands for.
CREATE TABLE fhir_span (
    resource    bigint           NOT NULL,
    parameter   text COLLATE "C" NOT NULL,
    valid_from  timestamptz      NOT NULL,
    valid_until timestamptz      NOT NULL
);
CREATE INDEX fhir_span_from ON fhir_span (parameter, valid_from, valid_until, resource);
CREATE INDEX fhir_span_until ON fhir_span (parameter, valid_until, resource);
CREATE INDEX fhir_span_resource ON fhir_span (resource, parameter);

-- Text, of any length: found by its beginning. Also URIs, and under :text what a token says in words.
CREATE TABLE fhir_text (
    resource  bigint           NOT NULL,
    parameter text COLLATE "C" NOT NULL,
    exact     text COLLATE "C" NOT NULL,
    folded    text COLLATE "C" NOT NULL
);
CREATE INDEX fhir_text_folded ON fhir_text (parameter, left(folded, 64), resource);
CREATE INDEX fhir_text_resource ON fhir_text (resource, parameter);

-- A quantity, or the range in which it lies, both ends included; none: it is there, without a value.
CREATE TABLE fhir_amount (
    resource  bigint           NOT NULL,
    parameter text COLLATE "C" NOT NULL,
    low       numeric,
    high      numeric,
    system    text COLLATE "C" NOT NULL,
    code      text COLLATE "C" NOT NULL,
    unit      text COLLATE "C" NOT NULL
);
CREATE INDEX fhir_amount_low ON fhir_amount (parameter, low, high, resource);
CREATE INDEX fhir_amount_high ON fhir_amount (parameter, high, resource);
CREATE INDEX fhir_amount_resource ON fhir_amount (resource, parameter);

-- A code with what stands beside it: one of token, reference, span, text and quantity.
CREATE TABLE fhir_pair (
    resource     bigint           NOT NULL,
    parameter    text COLLATE "C" NOT NULL,
    pair_system  text COLLATE "C" NOT NULL,
    pair_code    text COLLATE "C" NOT NULL,
    system       text COLLATE "C",
    code         text COLLATE "C",
    target_type  text COLLATE "C",
    target_id    text COLLATE "C",
    valid_from   timestamptz,
    valid_until  timestamptz,
    exact        text COLLATE "C",
    folded       text COLLATE "C",
    low          numeric,
    high         numeric,
    unit         text COLLATE "C"
);
CREATE INDEX fhir_pair_code ON fhir_pair (parameter, pair_code, code, low, resource);
CREATE INDEX fhir_pair_resource ON fhir_pair (resource, parameter);

-- How often a code occurs depends on the parameter: without this, the planner takes every final report for rare.
CREATE STATISTICS fhir_token_by_parameter (mcv, dependencies) ON parameter, code FROM fhir_token;
CREATE STATISTICS fhir_link_by_parameter (mcv, ndistinct) ON parameter, target_type FROM fhir_link;
--rollback DROP TABLE fhir_token, fhir_link, fhir_span, fhir_text, fhir_amount, fhir_pair;

--changeset radbridge:search-page-keys
-- Which resources come after a page, in their order, as they were when its search was first answered.
CREATE UNLOGGED TABLE fhir_page_keys (
    id         uuid        PRIMARY KEY,
    keys       bigint[]    NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX fhir_page_keys_created ON fhir_page_keys (created_at);
--rollback DROP TABLE fhir_page_keys;
