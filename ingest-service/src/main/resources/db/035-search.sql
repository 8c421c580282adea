--liquibase formatted sql

--changeset radbridge:search-extensions
-- Both come with PostgreSQL and are trusted: the owner of the database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
--rollback DROP EXTENSION fuzzystrmatch; DROP EXTENSION pg_trgm;

--changeset radbridge:search-functions splitStatements:false
-- Names are compared without regard to case and to delimiters that nothing follows (PS3.4 C.2.2.2.1, PS3.5 6.2.1).
CREATE FUNCTION person_name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(regexp_replace(name, '\^+(=|$)', '\1', 'g'))
$$;
-- What the words of a name sound like (Daitch and Mokotoff); words without Latin letters stand for themselves.
CREATE FUNCTION person_name_sounds(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
    SELECT coalesce(array_agg(DISTINCT sound), '{}')
    FROM regexp_split_to_table(lower(name), '[\^=\s,.-]+') AS word,
        unnest(CASE WHEN word = '' THEN '{}' ELSE coalesce(nullif(daitch_mokotoff(word), '{}'), ARRAY[word]) END) AS sound
$$;
-- An instance's attributes for JSON path; NULL for what jsonb cannot hold (a NUL character).
CREATE FUNCTION instance_attributes(metadata text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN metadata::jsonb;
EXCEPTION WHEN untranslatable_character OR invalid_text_representation THEN
    RETURN NULL;
END
$$;
--rollback DROP FUNCTION instance_attributes(text); DROP FUNCTION person_name_sounds(text); DROP FUNCTION person_name_key(text);

--changeset radbridge:search-indexes
CREATE INDEX patient_name_key ON patient USING gin (person_name_key(name) gin_trgm_ops);
CREATE INDEX patient_name_sounds ON patient USING gin (person_name_sounds(name));
CREATE INDEX study_referrer_key ON study USING gin (person_name_key(referring_physician) gin_trgm_ops);
CREATE INDEX study_description_words ON study USING gin (description gin_trgm_ops);
CREATE INDEX study_number ON study (study_id);
-- the order of search results: the newest study first
CREATE INDEX study_newest ON study (study_date DESC NULLS LAST, study_time DESC NULLS LAST, id DESC);
DROP INDEX study_date;
CREATE INDEX series_modality ON series (modality, study_id);
--rollback DROP INDEX series_modality; CREATE INDEX study_date ON study (study_date); DROP INDEX study_newest; DROP INDEX study_number; DROP INDEX study_description_words; DROP INDEX study_referrer_key; DROP INDEX patient_name_sounds; DROP INDEX patient_name_key;
