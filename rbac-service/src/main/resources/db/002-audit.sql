--liquibase formatted sql

--changeset radbridge:audit-event
-- Who touched what. Append only: each row's hash covers its document and the hash before it, so that
-- a changed, removed or inserted row breaks the chain. The document is the FHIR AuditEvent, as text,
-- since the hash is taken of these very characters; the columns are what is searched.
CREATE TABLE audit_event (
    sequence      bigint      PRIMARY KEY,
    id            uuid        NOT NULL UNIQUE,
    recorded      timestamptz NOT NULL,
    service       text        NOT NULL,
    action        text        NOT NULL,
    outcome       text        NOT NULL,
    user_name     text        NOT NULL,
    patient_system text,
    patient_value text,
    study_uid     text,
    resource      text        NOT NULL,
    document      text        NOT NULL,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL
);
CREATE INDEX audit_event_patient ON audit_event (patient_value, patient_system, sequence DESC)
    WHERE patient_value IS NOT NULL;
CREATE INDEX audit_event_user ON audit_event (user_name, sequence DESC);
CREATE INDEX audit_event_recorded ON audit_event (recorded);
--rollback DROP TABLE audit_event;

--changeset radbridge:audit-event-append-only splitStatements:false
CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit records are neither changed nor removed';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
--rollback DROP FUNCTION audit_event_is_append_only CASCADE;
