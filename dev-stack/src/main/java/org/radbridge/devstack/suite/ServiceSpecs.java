package org.radbridge.devstack.suite;

import static org.radbridge.devstack.suite.SuitePort.EHR_MLLP;
import static org.radbridge.devstack.suite.SuitePort.ESCALATION_HTTP;
import static org.radbridge.devstack.suite.SuitePort.FHIR_MAPPER_HTTP;
import static org.radbridge.devstack.suite.SuitePort.FHIR_MAPPER_MLLP;
import static org.radbridge.devstack.suite.SuitePort.INFERENCE_HTTP;
import static org.radbridge.devstack.suite.SuitePort.INFERENCE_SERVER_GRPC;
import static org.radbridge.devstack.suite.SuitePort.INGEST_DIMSE;
import static org.radbridge.devstack.suite.SuitePort.INGEST_HTTP;
import static org.radbridge.devstack.suite.SuitePort.KAFKA;
import static org.radbridge.devstack.suite.SuitePort.KEYCLOAK;
import static org.radbridge.devstack.suite.SuitePort.ON_CALL;
import static org.radbridge.devstack.suite.SuitePort.PACS_DIMSE;
import static org.radbridge.devstack.suite.SuitePort.PACS_HTTP;
import static org.radbridge.devstack.suite.SuitePort.POSTGRES;
import static org.radbridge.devstack.suite.SuitePort.RBAC_HTTP;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.radbridge.devstack.suite.Installation.Compiler;

/**
 * How each of the five services is started: which configuration it gets beside its own defaults.
 */
public final class ServiceSpecs {

    static final List<String> MODULES =
            List.of(
                    "ingest-service",
                    "inference-service",
                    "fhir-mapper-service",
                    "escalation-service",
                    "rbac-service");

    /** Our own sender, and what DCMTK's programs call themselves unless told otherwise. */
    private static final String KNOWN_CALLERS = "MODALITY,RADBRIDGE_SEND,ECHOSCU,STORESCU,DCMSEND";

    /** What encrypts, decodes and prepares pixels. */
    private static final Set<String> COMPUTING = Set.of("ingest-service", "inference-service");

    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final SuiteSettings settings;
    private final Installation programs;
    private final SuitePorts ports;

    /**
     * @param programs where the packaged services are
     */
    ServiceSpecs(SuiteSettings settings, Installation programs, SuitePorts ports) {
        this.settings = settings;
        this.programs = programs;
        this.ports = ports;
    }

    /**
     * All services; each needs PostgreSQL and Kafka, and finds everything else when it is there.
     */
    List<ProcessSpec> all() {
        return List.of(rbac(), ingest(), inference(), fhirMapper(), escalation());
    }

    private ProcessSpec ingest() {
        Map<String, String> own = common("ingest");
        own.put("radbridge.dimse.port", port(INGEST_DIMSE));
        own.put("radbridge.dimse.host", "localhost");
        own.put("radbridge.dimse.callers", KNOWN_CALLERS);
        own.put("radbridge.storage.path", folder("objects"));
        own.put("radbridge.storage.keys.file", folder("keys.json"));
        own.put("radbridge.storage.keys.create", "true");
        own.put("radbridge.ae.entities", entitiesFile(settings).toString());
        own.put("radbridge.import.root", importRoot(settings).toString());
        own.put("radbridge.study.quiet-period", settings.studyQuiet().toString());
        return service("ingest-service", INGEST_HTTP, "320m", own, INGEST_DIMSE);
    }

    private ProcessSpec inference() {
        Map<String, String> own = common("inference");
        own.put(
                "radbridge.models.repository",
                settings.installation().modelRepository().toString());
        own.put("radbridge.triton.endpoints", "localhost:" + port(INFERENCE_SERVER_GRPC));
        own.put("radbridge.ingest.url", ports.url(INGEST_HTTP));
        return service("inference-service", INFERENCE_HTTP, "320m", own);
    }

    private ProcessSpec fhirMapper() {
        Map<String, String> own = common("fhirmapper");
        own.put("radbridge.pacs.url", ports.url(PACS_HTTP) + "/dicom-web");
        own.put("radbridge.pacs.host", "localhost");
        own.put("radbridge.pacs.port", port(PACS_DIMSE));
        own.put("radbridge.pacs.ae-title", "PACS");
        own.put("radbridge.ingest.url", ports.url(INGEST_HTTP));
        own.put("radbridge.inference.url", ports.url(INFERENCE_HTTP));
        own.put("radbridge.fhir.base", ports.url(FHIR_MAPPER_HTTP) + "/fhir");
        own.put("radbridge.fhir.dicom-web", ports.url(INGEST_HTTP) + "/dicom-web");
        own.put("radbridge.hl7v2.listen.host", "localhost");
        own.put("radbridge.hl7v2.listen.port", port(FHIR_MAPPER_MLLP));
        own.put("radbridge.hl7v2.feeds.ehr.application", "EHR");
        own.put("radbridge.hl7v2.destinations.ehr.host", "localhost");
        own.put("radbridge.hl7v2.destinations.ehr.port", port(EHR_MLLP));
        own.put("radbridge.hl7v2.destinations.ehr.application", "EHR");
        own.put("radbridge.hl7v2.destinations.ehr.facility", "HOSPITAL");
        own.put("radbridge.exit-package.folder", exitPackages(settings.state()).toString());
        return service("fhir-mapper-service", FHIR_MAPPER_HTTP, "640m", own, FHIR_MAPPER_MLLP);
    }

    /** Where the mapper keeps its exit packages, outside of what {@code down --wipe} removes. */
    public static Path exitPackages(Path state) {
        return state.resolveSibling(state.getFileName() + "-exit-packages");
    }

    private ProcessSpec escalation() {
        Map<String, String> own = common("escalation");
        own.put("radbridge.escalation.public-url", ports.url(ESCALATION_HTTP));
        own.put("radbridge.escalation.webhooks.on-call.url", ports.url(ON_CALL) + "/alerts");
        return service("escalation-service", ESCALATION_HTTP, "192m", own);
    }

    private ProcessSpec rbac() {
        return service("rbac-service", RBAC_HTTP, "192m", common("rbac"));
    }

    /** What every service is told: its database, Kafka, the issuer of tokens. */
    private Map<String, String> common(String database) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("quarkus.http.host", "localhost");
        properties.put("radbridge.database.host", "localhost");
        properties.put("radbridge.database.port", port(POSTGRES));
        properties.put("radbridge.database.name", database);
        properties.put("radbridge.database.user", database);
        properties.put("radbridge.database.password", database);
        properties.put("radbridge.kafka.bootstrap", "localhost:" + port(KAFKA));
        properties.put("radbridge.oidc.issuer", ports.url(KEYCLOAK) + "/realms/radbridge");
        return properties;
    }

    private ProcessSpec service(
            String name,
            SuitePort http,
            String heap,
            Map<String, String> properties,
            SuitePort... more) {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("quarkus.http.port", port(http));
        all.putAll(settings.serviceProperties().getOrDefault(name, Map.of()));
        List<String> definitions =
                all.entrySet().stream().map(e -> "-D" + e.getKey() + "=" + e.getValue()).toList();
        Map<String, Integer> listening = new TreeMap<>();
        listening.put("http", ports.of(http));
        for (SuitePort port : more) {
            listening.put(port == FHIR_MAPPER_MLLP ? "mllp" : "dimse", ports.of(port));
        }
        return new ProcessSpec(
                name,
                programs.serviceCommand(
                        name,
                        heap,
                        COMPUTING.contains(name) ? Compiler.THOROUGH : Compiler.QUICK,
                        definitions),
                Map.of(),
                URI.create(ports.url(http) + "/q/health/ready"),
                Set.of("postgres", "kafka"),
                START_LIMIT,
                listening);
    }

    /** The folder that the suite's ingest-service imports from. */
    public static Path importRoot(SuiteSettings settings) {
        return settings.state().resolve("ingest").resolve("import");
    }

    private static Path entitiesFile(SuiteSettings settings) {
        return settings.state().resolve("ingest").resolve("application-entities.yaml");
    }

    /** Writes what the services read at their start: here, where the PACS is called. */
    void writeFiles() {
        try {
            Files.createDirectories(importRoot(settings));
            Files.writeString(
                    entitiesFile(settings),
                    """
                    # Written at each start of the suite. For a registry of your own set radbridge.ae.entities.
                    entities:
                      - title: PACS
                        host: localhost
                        port: %s
                        may: [store, query, retrieve, commit]
                    """
                            .formatted(port(PACS_DIMSE)));
        } catch (IOException e) {
            throw new SuiteException("Cannot write below " + settings.state() + ": " + e, e);
        }
    }

    private String port(SuitePort port) {
        return Integer.toString(ports.of(port));
    }

    private String folder(String name) {
        return settings.state().resolve("ingest").resolve(name).toString();
    }
}
