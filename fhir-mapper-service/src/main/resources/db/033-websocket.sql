--liquibase formatted sql

--changeset radbridge:subscription-websocket
-- channel: how a subscriber is told. writings: how often the Subscription was written; who is bound to an earlier
-- writing is bound no longer. Whoever holds connections is woken when there is something to tell or to end.
ALTER TABLE subscription
    ADD COLUMN channel  text    NOT NULL DEFAULT 'REST_HOOK' CHECK (channel IN ('REST_HOOK', 'WEBSOCKET')),
    ADD COLUMN writings integer NOT NULL DEFAULT 1;
CREATE TRIGGER subscription_wake AFTER DELETE OR UPDATE OF events, writings ON subscription
    FOR EACH STATEMENT EXECUTE FUNCTION kit_wake('subscription_wake');
-- What a client shows to be told over a connection: used once, soon. hash: SHA-256 of the token, which is not kept.
CREATE TABLE subscription_token (
    hash          bytea       PRIMARY KEY,
    subscriptions jsonb       NOT NULL,
    caller        jsonb       NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX subscription_token_expiry ON subscription_token (expires_at);
--rollback DROP TABLE subscription_token; DROP TRIGGER subscription_wake ON subscription; ALTER TABLE subscription DROP COLUMN channel, DROP COLUMN writings;
