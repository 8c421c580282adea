--liquibase formatted sql

--changeset radbridge:hl7v2-inbound
-- Messages that came in, as they came. The same control id of the same sender with the same content is the same message.
CREATE TABLE hl7v2_inbound (
    id                  uuid        PRIMARY KEY,
    seq                 bigint      GENERATED ALWAYS AS IDENTITY,
    received_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    feed                text,
    address             text        NOT NULL,
    sending_application text        NOT NULL,
    sending_facility    text        NOT NULL,
    control_id          text        NOT NULL,
    kind                text        NOT NULL,
    digest              text        NOT NULL,
    body                bytea       NOT NULL,
    state               text        NOT NULL CHECK (state IN ('WAITING', 'APPLIED', 'PARKED', 'REFUSED')),
    code                text,
    error               text,
    location            text,
    failure_id          text,
    failure_detail      text,
    UNIQUE (sending_application, sending_facility, control_id, digest)
);
CREATE INDEX hl7v2_inbound_state ON hl7v2_inbound (state, seq);
CREATE INDEX hl7v2_inbound_feed ON hl7v2_inbound (feed, received_at);
CREATE INDEX hl7v2_inbound_changed ON hl7v2_inbound (changed_at);
-- Whom a message is about: what keeps messages of one patient in order.
CREATE TABLE hl7v2_inbound_patient (
    message uuid NOT NULL REFERENCES hl7v2_inbound ON DELETE CASCADE,
    patient text NOT NULL,
    PRIMARY KEY (message, patient)
);
CREATE INDEX hl7v2_inbound_patient_patient ON hl7v2_inbound_patient (patient, message);
--rollback DROP TABLE hl7v2_inbound_patient, hl7v2_inbound;
