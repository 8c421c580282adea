--liquibase formatted sql

--changeset radbridge:legal-hold
CREATE TABLE legal_hold (
    id                 uuid        PRIMARY KEY,
    study_instance_uid text        NOT NULL,
    reason             text        NOT NULL,
    placed_by          text        NOT NULL,
    placed_at          timestamptz NOT NULL DEFAULT now(),
    release_reason     text,
    released_by        text,
    released_at        timestamptz
);
CREATE INDEX legal_hold_in_force ON legal_hold (study_instance_uid) WHERE released_at IS NULL;
--rollback DROP TABLE legal_hold;

--changeset radbridge:deletion
-- The proof that stays: nothing of the patient. digest: see Deletion.
CREATE TABLE deletion (
    id                 uuid        PRIMARY KEY,
    study_instance_uid text        NOT NULL,
    cause              text        NOT NULL,
    reason             text        NOT NULL,
    requested_by       text        NOT NULL,
    deleted_at         timestamptz NOT NULL DEFAULT now(),
    objects            bigint      NOT NULL DEFAULT 0,
    digest             text        NOT NULL DEFAULT '',
    bytes_removed_at   timestamptz
);
CREATE INDEX deletion_at ON deletion (deleted_at);
CREATE INDEX deletion_under_way ON deletion (id) WHERE bytes_removed_at IS NULL;
CREATE TABLE deleted_object (
    deletion_id uuid NOT NULL REFERENCES deletion,
    object_id   uuid NOT NULL,
    sha256      text NOT NULL,
    removed_at  timestamptz,
    PRIMARY KEY (deletion_id, object_id)
);
CREATE INDEX deleted_object_to_remove ON deleted_object (object_id) WHERE removed_at IS NULL;
CREATE INDEX refused_instance_study ON refused_instance (study_instance_uid);
--rollback DROP TABLE deleted_object; DROP TABLE deletion; DROP INDEX refused_instance_study;
