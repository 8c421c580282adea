--liquibase formatted sql

--changeset radbridge:kit-wake splitStatements:false
-- Tells the listeners of one channel that rows arrived, at the commit of the transaction that wrote them.
CREATE FUNCTION kit_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(TG_ARGV[0], '');
    RETURN NULL;
END
$$;
--rollback DROP FUNCTION kit_wake();

--changeset radbridge:kit-outbox
CREATE TABLE kit_outbox (
    position    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL,
    topic       text        NOT NULL,
    message_key text        NOT NULL,
    urgent      boolean     NOT NULL,
    headers     text        NOT NULL,
    body        bytea       NOT NULL,
    written_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX kit_outbox_order ON kit_outbox (urgent DESC, position);
CREATE TRIGGER kit_outbox_wake AFTER INSERT ON kit_outbox
    FOR EACH STATEMENT EXECUTE FUNCTION kit_wake('kit_outbox');
--rollback DROP TABLE kit_outbox;
