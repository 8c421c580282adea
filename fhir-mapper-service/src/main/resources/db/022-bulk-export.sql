--liquibase formatted sql

--changeset radbridge:bulk-export
-- Bulk Data exports: what was asked, by whom, and the state of the record that it is about (transaction_time). The
-- files are not kept: each is read from the history as it stood then, when it is fetched.
CREATE TABLE bulk_export (
    id               uuid        PRIMARY KEY,
    owner            text        NOT NULL,
    request          text        NOT NULL,
    types            jsonb       NOT NULL,
    patients         jsonb,
    patients_only    boolean     NOT NULL,
    since            timestamptz,
    transaction_time timestamptz NOT NULL,
    horizon          xid8        NOT NULL DEFAULT pg_snapshot_xmax(pg_current_snapshot()),
    files            jsonb,
    expires_at       timestamptz NOT NULL
);
CREATE INDEX bulk_export_expires ON bulk_export (expires_at);
--rollback DROP TABLE bulk_export;
