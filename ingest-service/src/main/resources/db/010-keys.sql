--liquibase formatted sql

--changeset radbridge:wrapping-key
-- Each under the master key, which is not in any database. The highest id wraps new data keys.
CREATE TABLE wrapping_key (
    id           integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wrapped      text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    rewrapped_at timestamptz
);
--rollback DROP TABLE wrapping_key;

--changeset radbridge:instance-object-key
--preconditions onFail:HALT onFailMessage:this archive is older than any release and has no keys per object: begin with an empty database and volume
--precondition-sql-check expectedResult:0 SELECT count(*) FROM instance
-- object_key: the key of the instance's bytes, wrapped (WrappedKey). The row is the only place where it is.
ALTER TABLE instance ADD COLUMN object_key bytea NOT NULL;
ALTER TABLE instance ALTER COLUMN object_key SET STORAGE PLAIN;
--rollback ALTER TABLE instance DROP COLUMN object_key;
