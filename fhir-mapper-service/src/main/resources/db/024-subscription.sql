--liquibase formatted sql

--changeset radbridge:subscription
-- Who is told of what: one row for each Subscription that is not off. owner: the Caller who wrote it last, whose rights
-- decide what it is told of. heartbeat: seconds of silence after which it is told that all is well; heard_at: when it
-- last heard anything, beat_at: when a heartbeat was last due. events: how many there were; each number is given once, in the transaction that causes it.
CREATE TABLE subscription (
    id        text        PRIMARY KEY,
    topic     text        NOT NULL,
    filters   jsonb       NOT NULL,
    owner     jsonb       NOT NULL,
    status    text        NOT NULL CHECK (status IN ('requested', 'active', 'error')),
    reason    text,
    events    bigint      NOT NULL DEFAULT 0,
    sent      bigint      NOT NULL DEFAULT 0,
    heartbeat integer,
    heard_at  timestamptz,
    beat_at   timestamptz,
    ends_at   timestamptz
);
CREATE INDEX subscription_topic ON subscription (topic);
CREATE TABLE subscription_event (
    subscription text        NOT NULL REFERENCES subscription ON DELETE CASCADE,
    number       bigint      NOT NULL,
    at           timestamptz NOT NULL,
    report       text        NOT NULL,
    PRIMARY KEY (subscription, number)
);
CREATE INDEX subscription_event_at ON subscription_event (at);
--rollback DROP TABLE subscription_event; DROP TABLE subscription;
