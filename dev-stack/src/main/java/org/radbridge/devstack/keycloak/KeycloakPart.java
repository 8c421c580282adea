package org.radbridge.devstack.keycloak;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.devstack.part.ChildWatch;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Part;
import org.radbridge.devstack.part.PartProcess;

/**
 * Part {@code keycloak}: issues the tokens that the services check. Keeps its state in PostgreSQL.
 */
public final class KeycloakPart implements Part {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final long BETWEEN_PROBES_MILLIS = 200;
    private static final int PROBE_LIMIT_MILLIS = 2_000;

    private final Path log;
    private final Path zip;
    private final Path home;
    private final int port;
    private final String database;
    private final RadbridgeRealm realm;
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private @Nullable Process server;
    private @Nullable ChildWatch watch;
    private boolean closed;

    KeycloakPart(Options options) {
        this.log = options.path("state").resolve("keycloak.log");
        this.zip = options.path("distribution");
        this.home = options.path("home");
        this.port = options.port("port");
        this.database =
                "jdbc:postgresql://"
                        + options.text("database-host")
                        + ":"
                        + options.port("database-port")
                        + "/keycloak";
        this.realm =
                new RadbridgeRealm(
                        new PatientIdentifier(
                                options.text("patient-issuer"), options.text("patient")));
    }

    static Options options() {
        return PartProcess.options("keycloak", "Keycloak with the realm radbridge")
                .option("port", "8180", "TCP port for HTTP")
                .option("database-host", "localhost", "where PostgreSQL is")
                .option("database-port", "15432", "TCP port of PostgreSQL")
                .required("distribution", "keycloak-quarkus-dist as a zip file")
                .required("home", "folder for the unpacked, built distribution; may be shared")
                .option("patient-issuer", "RADBRIDGE-PHANTOMS", "issuer of the next")
                .option("patient", "PHANTOM-CHEST-001", "patient id of the user 'patient'");
    }

    public static void main(String... arguments) {
        PartProcess.run(options(), KeycloakPart::new, arguments);
    }

    @Override
    public void start() throws Exception {
        Files.createDirectories(log.resolveSibling(""));
        KeycloakDistribution distribution = KeycloakDistribution.prepare(zip, home, log);
        Files.createDirectories(distribution.imports());
        Files.writeString(
                distribution.imports().resolve(RadbridgeRealm.NAME + "-realm.json"),
                realm.json().encodePrettily());
        startServer(distribution.program());
        awaitRealm();
    }

    private synchronized void startServer(Path program) throws IOException {
        if (closed) {
            throw new IOException("stopped while starting");
        }
        Process process =
                new KeycloakCommand(program, log)
                        .start(
                                List.of(
                                        "start",
                                        "--optimized",
                                        "--import-realm",
                                        "--http-enabled=true",
                                        "--http-host=localhost",
                                        "--http-port=" + port,
                                        "--hostname=http://localhost:" + port,
                                        "--cache=local",
                                        "--db-url=" + database,
                                        "--db-username=keycloak",
                                        "--db-password=keycloak",
                                        "--db-pool-initial-size=1",
                                        "--db-pool-max-size=20"));
        // kc.sh is a shell around the JVM that serves: both must go.
        watch = ChildWatch.ofGroup(process, "KILL", log);
        server = process;
        process.onExit()
                .thenAccept(ended ->
                        failed.complete(
                                "Keycloak ended with code " + ended.exitValue() + ", see " + log));
    }

    /** Its port opens long before it can serve, so the realm itself is asked. */
    private void awaitRealm() throws IOException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!healthy()) {
            if (failed.isDone()) {
                throw new IOException(failed.join());
            }
            if (System.nanoTime() > limit) {
                throw new IOException(
                        "Keycloak has no realm after "
                                + START_LIMIT.toSeconds()
                                + " s, see "
                                + log);
            }
            Thread.sleep(BETWEEN_PROBES_MILLIS);
        }
    }

    @Override
    public boolean healthy() {
        try {
            URI url = URI.create(address());
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(PROBE_LIMIT_MILLIS);
            connection.setReadTimeout(PROBE_LIMIT_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String address() {
        return "http://localhost:" + port + "/realms/" + RadbridgeRealm.NAME;
    }

    @Override
    public CompletionStage<String> failed() {
        return failed;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (server == null) {
            return;
        }
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.destroyForcibly();
        }
        if (watch != null) {
            watch.close();
        }
    }
}
