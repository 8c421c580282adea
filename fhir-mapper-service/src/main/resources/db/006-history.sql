--liquibase formatted sql

--changeset radbridge:fhir-history-order
-- seq: the order in which versions were written, by which a history is paged. deleted: the version says that the
-- resource is no more; its labels are those of the version before, so that the same callers learn of it.
ALTER TABLE fhir_history ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE fhir_history ADD COLUMN deleted boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX fhir_history_order ON fhir_history (type, seq);
--rollback ALTER TABLE fhir_history DROP COLUMN seq, DROP COLUMN deleted;
