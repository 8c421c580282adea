--liquibase formatted sql

--changeset radbridge:fhir-merged splitStatements:false
-- Which of these Patients were merged into another; none of them is merged before the transaction ends. Whoever
-- merges patients locks the same names. Volatile: what is read is what is there once the names are locked.
CREATE FUNCTION fhir_merged(patients jsonb) RETURNS SETOF text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(number)
    FROM (
        SELECT DISTINCT hashtextextended('Patient/' || id, 1) AS number
        FROM jsonb_array_elements_text(patients) AS n(id)
        ORDER BY 1
    ) AS names;
    RETURN QUERY SELECT m.merged FROM patient_merge m
        WHERE m.merged = ANY (ARRAY(SELECT jsonb_array_elements_text(patients)));
END
$$;
--rollback DROP FUNCTION fhir_merged(jsonb);

--changeset radbridge:fhir-resource-of-study
-- Most of what others write belongs to no study, and has no need to be found by one.
DROP INDEX fhir_resource_study;
CREATE INDEX fhir_resource_study ON fhir_resource (study_instance_uid, type) WHERE study_instance_uid IS NOT NULL;
--rollback DROP INDEX fhir_resource_study; CREATE INDEX fhir_resource_study ON fhir_resource (study_instance_uid, type);
