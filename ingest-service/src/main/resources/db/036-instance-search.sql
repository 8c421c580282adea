--liquibase formatted sql

--changeset radbridge:instance-class-index
-- Searches across all studies for one SOP class, the newest first: rare classes (structured reports) are found without
-- a walk through all instances. New rows are added at the end of their class, so the pages that change are few.
CREATE INDEX instance_class ON instance (sop_class_uid, stored_at, instance_id);
--rollback DROP INDEX instance_class;
