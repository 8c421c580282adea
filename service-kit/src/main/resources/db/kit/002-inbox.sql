--liquibase formatted sql

--changeset radbridge:kit-inbox
CREATE TABLE kit_inbox (
    channel     text        NOT NULL,
    event_id    text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, event_id)
);
CREATE INDEX kit_inbox_received_at ON kit_inbox (received_at);
--rollback DROP TABLE kit_inbox;

--changeset radbridge:kit-parked-event
-- Events that could not be processed, kept as they came. retried_at is set once they are sent again.
CREATE TABLE kit_parked_event (
    id             uuid        PRIMARY KEY,
    channel        text        NOT NULL,
    topic          text        NOT NULL,
    topic_offset   text        NOT NULL,
    event_id       text,
    event_type     text,
    message_key    text,
    headers        text        NOT NULL,
    body           bytea       NOT NULL,
    failure_id     text        NOT NULL,
    failure_detail text        NOT NULL,
    attempts       integer     NOT NULL,
    parked_at      timestamptz NOT NULL,
    retried_at     timestamptz,
    UNIQUE (channel, topic, topic_offset)
);
--rollback DROP TABLE kit_parked_event;
