package org.radbridge.devstack.suite;

import java.util.Locale;

/** Every TCP port of the suite, with the process that listens on it and the port it prefers. */
public enum SuitePort {
    POSTGRES("postgres", 15432),
    POSTGRES_HEALTH("postgres", 15433),
    KAFKA("kafka", 19092),
    KAFKA_CONTROLLER("kafka", 19093),
    KAFKA_HEALTH("kafka", 19094),
    KEYCLOAK("keycloak", 8180),
    INFERENCE_SERVER_GRPC("inference-server", 8001),
    INFERENCE_SERVER_HTTP("inference-server", 8000),
    PACS_DIMSE("pacs", 11113),
    PACS_HTTP("pacs", 8091),
    ON_CALL("on-call", 8092),
    EHR_MLLP("ehr", 2576),
    EHR_HTTP("ehr", 8093),
    INGEST_HTTP("ingest-service", 8081),
    INGEST_DIMSE("ingest-service", 11112),
    INFERENCE_HTTP("inference-service", 8082),
    FHIR_MAPPER_HTTP("fhir-mapper-service", 8083),
    FHIR_MAPPER_MLLP("fhir-mapper-service", 2575),
    ESCALATION_HTTP("escalation-service", 8084),
    RBAC_HTTP("rbac-service", 8085);

    private final String owner;
    private final int preferred;

    SuitePort(String owner, int preferred) {
        this.owner = owner;
        this.preferred = preferred;
    }

    /** Name of the process that listens. */
    public String owner() {
        return owner;
    }

    /** The port it gets when that is free. */
    public int preferred() {
        return preferred;
    }

    /** How files and command lines name it: {@code ingest-http}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
