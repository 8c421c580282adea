--liquibase formatted sql

--changeset radbridge:review-overdue
-- overdue_at: when a result was noted as having waited too long for a radiologist, once for each result of the models.
-- What is old already is noted now: nobody can have subscribed to it. The index holds those that may still come to it.
ALTER TABLE study_result ADD COLUMN overdue_at timestamptz;
UPDATE study_result SET overdue_at = now() WHERE issued < now() - interval '1 day';
CREATE INDEX study_result_waiting ON study_result (urgency, issued)
    WHERE overdue_at IS NULL AND (review IS NULL OR review ->> 'status' = 'PRELIMINARY');
--rollback DROP INDEX study_result_waiting; ALTER TABLE study_result DROP COLUMN overdue_at;
