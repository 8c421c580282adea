--liquibase formatted sql

--changeset radbridge:exit-package
-- Exit packages that were made, or restored, here; the files lie in the folder of radbridge.exit-package.folder.
CREATE TABLE exit_package (
    id          uuid        PRIMARY KEY,
    name        text        NOT NULL,
    act         text        NOT NULL,
    state       text        NOT NULL,
    first_day   date,
    last_day    date,
    entries     bigint      NOT NULL DEFAULT 0,
    sha256      text,
    detail      text,
    asked_by    text        NOT NULL,
    asked_at    timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX exit_package_asked ON exit_package (asked_at DESC);
--rollback DROP TABLE exit_package;
