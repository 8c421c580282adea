--liquibase formatted sql

--changeset radbridge:series-study-modality-index
-- A search tells of each study how many series it has and of which modalities: the index has it all, and the series of
-- a day's studies stand next to each other.
CREATE INDEX series_study_modality ON series (study_id, modality);
--rollback DROP INDEX series_study_modality;
