--liquibase formatted sql

--changeset radbridge:search-joins
-- Names compare byte by byte, as in the index tables: a join between two collations uses no index.
ALTER TABLE fhir_resource
    ALTER COLUMN type TYPE text COLLATE "C",
    ALTER COLUMN id TYPE text COLLATE "C",
    ALTER COLUMN patient TYPE text COLLATE "C",
    ALTER COLUMN study_instance_uid TYPE text COLLATE "C";
ALTER TABLE fhir_history
    ALTER COLUMN type TYPE text COLLATE "C",
    ALTER COLUMN id TYPE text COLLATE "C",
    ALTER COLUMN patient TYPE text COLLATE "C";
ALTER TABLE fhir_patient_identity ALTER COLUMN patient TYPE text COLLATE "C";
-- Thousands of codes and parameters are common: the planner has to know more of them than a hundred.
ALTER TABLE fhir_token ALTER COLUMN code SET STATISTICS 1000, ALTER COLUMN parameter SET STATISTICS 1000;
ALTER STATISTICS fhir_token_by_parameter SET STATISTICS 1000;
ALTER TABLE fhir_link ALTER COLUMN target_id SET STATISTICS 1000, ALTER COLUMN parameter SET STATISTICS 1000;
ALTER TABLE fhir_text ALTER COLUMN parameter SET STATISTICS 1000;
ALTER TABLE fhir_span ALTER COLUMN parameter SET STATISTICS 1000;
--rollback SELECT 1;
