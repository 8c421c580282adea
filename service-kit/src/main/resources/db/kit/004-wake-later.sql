--liquibase formatted sql

--changeset radbridge:kit-wake-later
-- Commits that notify wait for each other, and each wakes the listener. A transaction that says so leaves that to who
-- reads the outbox: the replica that wrote wakes it when it is its own, another one looks once a second.
DROP TRIGGER kit_outbox_wake ON kit_outbox;
CREATE TRIGGER kit_outbox_wake AFTER INSERT ON kit_outbox
    FOR EACH STATEMENT WHEN (current_setting('radbridge.wake', true) IS DISTINCT FROM 'later')
    EXECUTE FUNCTION kit_wake('kit_outbox');
--rollback DROP TRIGGER kit_outbox_wake ON kit_outbox; CREATE TRIGGER kit_outbox_wake AFTER INSERT ON kit_outbox FOR EACH STATEMENT EXECUTE FUNCTION kit_wake('kit_outbox');
