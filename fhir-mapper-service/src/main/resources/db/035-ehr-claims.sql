--liquibase formatted sql

--changeset radbridge:ehr-claims
-- What remains are claims: who tells a server of a patient, device or endpoint, until when. That it was told is
-- remembered by each process, for a while: a server may lose it.
DELETE FROM ehr_introduction WHERE done;
DROP INDEX ehr_introduction_claim;
ALTER TABLE ehr_introduction DROP COLUMN done;
CREATE INDEX ehr_introduction_claim ON ehr_introduction (claim);
--rollback ALTER TABLE ehr_introduction ADD COLUMN done boolean NOT NULL DEFAULT FALSE;
--rollback DROP INDEX ehr_introduction_claim;
--rollback CREATE INDEX ehr_introduction_claim ON ehr_introduction (claim) WHERE NOT done;
