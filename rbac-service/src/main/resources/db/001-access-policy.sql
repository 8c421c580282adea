--liquibase formatted sql

--changeset radbridge:access-policy
-- Every version that was ever in force. source_digest tells which file a version came from; a
-- version made over REST has none.
CREATE TABLE access_policy (
    version       bigint      PRIMARY KEY,
    published_at  timestamptz NOT NULL,
    published_by  text        NOT NULL,
    source_digest text,
    rules         text        NOT NULL
);
--rollback DROP TABLE access_policy;
