--liquibase formatted sql

--changeset radbridge:test-effect
CREATE TABLE test_effect (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   text NOT NULL,
    detail text NOT NULL
);
