package org.radbridge.fhirmapper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Resource;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.ProcessSpec;
import org.radbridge.devstack.suite.RunningProcess;
import org.radbridge.fhirmapper.mapping.CodeSystems;

/**
 * HAPI's JPA server as the EHR, a process of its own that asks for tokens of SMART backend
 * services, behind a gate.
 */
public final class Ehr implements QuarkusTestResourceLifecycleManager {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** HL7 added it for statements of models; the code system that HAPI ships is that of R4. */
    private static final String YOUNGER_THAN_R4 = "v3-ObservationValue#AIAST";

    private static final Duration START_LIMIT = Duration.ofSeconds(150);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path folder;
    private final RunningProcess process;
    private final int port;
    private final Gate gate;

    public Ehr() {
        try {
            folder = Files.createTempDirectory("radbridge-ehr");
            writeKeys();
            port = new Ports().any();
            process = new RunningProcess(spec(), folder);
            gate = new Gate("http://localhost:" + port);
        } catch (IOException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> process.stop(Duration.ofSeconds(2)), "ehr"));
        launch();
        return Map.of(
                "radbridge.ehr.destinations.hospital.url", gate.url() + "/fhir",
                "radbridge.ehr.destinations.hospital.authorization", "smart",
                "radbridge.ehr.destinations.hospital.keys", keys("ec").toString(),
                "radbridge.ehr.destinations.hospital.timeout", "20s",
                "radbridge.ehr.longest-delay", "1s",
                "radbridge.fhir.issuers.HOSPITAL", "urn:oid:1.2.40.0.1");
    }

    /** The gate through which the mapper goes. */
    public Gate gate() {
        return gate;
    }

    /** Starts the server, with what it held before. */
    public void launch() {
        process.launch();
        process.awaitHealthy();
    }

    /** Starts the server with nothing in it. */
    public void launchEmpty() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".db")).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        launch();
    }

    /** Ends the server at once. */
    public void kill() {
        process.kill();
    }

    /** A JWK set with a private key: {@code ec} or {@code rsa}. */
    public Path keys(String kind) {
        return folder.resolve(kind + ".json");
    }

    public String tokenEndpoint() {
        return "http://localhost:" + port + "/auth/token";
    }

    /** Takes back every token. */
    public void revokeTokens() {
        send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/auth/tokens"))
                        .DELETE()
                        .build());
    }

    /** Asks for a token with an assertion; the status of the answer and its body. */
    public HttpResponse<String> token(String assertion) {
        String form =
                "grant_type=client_credentials&scope=system%2F*.rs&client_assertion_type="
                        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                        + "&client_assertion="
                        + URLEncoder.encode(assertion, StandardCharsets.UTF_8);
        return send(
                HttpRequest.newBuilder(URI.create(tokenEndpoint()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    /** Who looks into the EHR, with a token of its own. */
    public Reader reader() {
        String answer = token(assertion()).body();
        String token = answer.replaceAll(".*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        return new Reader("http://localhost:" + port + "/fhir/", token);
    }

    private String assertion() {
        try {
            PublicJsonWebKey key =
                    (PublicJsonWebKey)
                            new JsonWebKeySet(Files.readString(keys("rsa")))
                                    .getJsonWebKeys()
                                    .getFirst();
            JwtClaims claims = new JwtClaims();
            claims.setIssuer("radbridge");
            claims.setSubject("radbridge");
            claims.setAudience(tokenEndpoint());
            claims.setExpirationTimeMinutesInTheFuture(1);
            claims.setGeneratedJwtId();
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue("RS384");
            return signature.getCompactSerialization();
        } catch (IOException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what the EHR holds. */
    public record Reader(String base, String token) {

        /** How many resources of a type there are. */
        public int count(Class<? extends Resource> type) {
            return parse(Bundle.class, get(type.getSimpleName() + "?_summary=count")).getTotal();
        }

        /** What a search finds, at most 50. */
        public <T extends Resource> List<T> search(Class<T> type, String query) {
            Bundle bundle = parse(Bundle.class, get(type.getSimpleName() + "?_count=50&" + query));
            return FhirClient.of(bundle, type);
        }

        /** All versions of a resource, the newest first. */
        public <T extends Resource> List<T> history(Class<T> type, String id) {
            return FhirClient.of(
                    parse(
                            Bundle.class,
                            get(type.getSimpleName() + "/" + id + "/_history?_count=500")),
                    type);
        }

        /** The only resource that a search finds. */
        public <T extends Resource> T one(Class<T> type, String query) {
            List<T> found = search(type, query);
            assertThat(found).as(type.getSimpleName() + "?" + query).hasSize(1);
            return found.getFirst();
        }

        /** The editions of a result that the EHR was told of, in the order in which it was. */
        public List<Integer> editions(String query) {
            List<DiagnosticReport> found = search(DiagnosticReport.class, query);
            return found.isEmpty()
                    ? List.of()
                    : history(DiagnosticReport.class, found.getFirst().getIdPart())
                            .reversed()
                            .stream()
                            .map(r -> r.getExtensionByUrl(CodeSystems.EDITION))
                            .map(e -> e == null ? 0 : ((PositiveIntType) e.getValue()).getValue())
                            .toList();
        }

        /** What the EHR itself finds wrong with a resource. */
        public List<String> faults(Resource resource) {
            return parse(OperationOutcome.class, validate(resource)).getIssue().stream()
                    .filter(i ->
                            i.getSeverity() == IssueSeverity.ERROR
                                    || i.getSeverity() == IssueSeverity.FATAL)
                    .map(i -> i.getDiagnostics())
                    .filter(text -> !text.contains(YOUNGER_THAN_R4))
                    .toList();
        }

        private String validate(Resource resource) {
            return send(request(resource.fhirType() + "/$validate")
                            .header("Content-Type", "application/fhir+json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            FhirContext.forR4Cached()
                                                    .newJsonParser()
                                                    .encodeResourceToString(resource)))
                            .build())
                    .body();
        }

        private String get(String path) {
            HttpResponse<String> response = send(request(path).build());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + response.statusCode());
            }
            return response.body();
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(base + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/fhir+json")
                    .header("Cache-Control", "no-cache")
                    .timeout(PATIENCE);
        }

        private static <T extends Resource> T parse(Class<T> type, String json) {
            return FhirContext.forR4Cached().newJsonParser().parseResource(type, json);
        }
    }

    private ProcessSpec spec() {
        Path built = Installation.find().root().resolve("ehr-peer/target");
        return new ProcessSpec(
                "ehr-peer",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx640m",
                        "-cp",
                        built.resolve("classes") + ":" + built.resolve("lib") + "/*",
                        "org.radbridge.ehrpeer.EhrPeer",
                        "--port=" + port,
                        // What it committed has to outlive it when it is killed.
                        "--jdbc-url=jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0",
                        "--jwks=" + folder.resolve("public.json"),
                        "--parent-pid=" + ProcessHandle.current().pid()),
                Map.of(),
                URI.create("http://localhost:" + port + "/health"),
                Set.of(),
                START_LIMIT,
                Map.of("http", port));
    }

    private void writeKeys() throws IOException, JoseException {
        PublicJsonWebKey ec = EcJwkGenerator.generateJwk(EllipticCurves.P384);
        ec.setKeyId("ec-1");
        PublicJsonWebKey rsa = RsaJwkGenerator.generateJwk(2048);
        rsa.setKeyId("rsa-1");
        write("ec.json", OutputControlLevel.INCLUDE_PRIVATE, ec);
        write("rsa.json", OutputControlLevel.INCLUDE_PRIVATE, rsa);
        write("public.json", OutputControlLevel.PUBLIC_ONLY, ec, rsa);
    }

    private void write(String name, OutputControlLevel level, PublicJsonWebKey... keys)
            throws IOException {
        Files.writeString(folder.resolve(name), new JsonWebKeySet(keys).toJson(level));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(Ehr.class));
    }

    @Override
    public void stop() {
        gate.close();
        process.stop(Duration.ofSeconds(2));
    }
}
