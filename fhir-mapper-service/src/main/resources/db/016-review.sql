--liquibase formatted sql

--changeset radbridge:review
-- What radiologists decided about the shown result, and the edition of the result: it grows with every change,
-- whoever made it.
ALTER TABLE study_result
    ADD COLUMN edition integer NOT NULL DEFAULT 0,
    ADD COLUMN review  jsonb;
--rollback ALTER TABLE study_result DROP COLUMN edition, DROP COLUMN review;
