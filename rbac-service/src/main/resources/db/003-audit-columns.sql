--liquibase formatted sql

--changeset radbridge:audit-event-searched-columns
-- patient_key: the opaque key of issuer and value, which may stand in a URL.
ALTER TABLE audit_event ADD COLUMN patient_key text;
ALTER TABLE audit_event ADD COLUMN user_id text;
ALTER TABLE audit_event ADD COLUMN resource_id text;
CREATE INDEX audit_event_patient_key ON audit_event (patient_key, sequence DESC)
    WHERE patient_key IS NOT NULL;
CREATE INDEX audit_event_user_id ON audit_event (user_id, sequence DESC) WHERE user_id IS NOT NULL;
CREATE INDEX audit_event_resource ON audit_event (resource, resource_id, sequence DESC);
CREATE TRIGGER audit_event_never_emptied BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();
--rollback DROP TRIGGER audit_event_never_emptied ON audit_event;
