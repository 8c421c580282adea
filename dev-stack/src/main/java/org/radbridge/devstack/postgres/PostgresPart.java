package org.radbridge.devstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.radbridge.devstack.part.ChildWatch;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.HealthEndpoint;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Part;
import org.radbridge.devstack.part.PartProcess;

/** Part {@code postgres}: a PostgreSQL server with a database and a role for each service. */
public final class PostgresPart implements Part {

    private static final String SUPERUSER = "postgres";

    private final Path data;
    private final Path log;
    private final Path binaries;
    private final int port;
    private final int healthPort;
    private final String sharedBuffers;
    private final boolean durable;
    private final PostgresCommand command;
    private final PostgresDatabases databases;
    private final CompletableFuture<String> failed = new CompletableFuture<>();
    private @Nullable Process server;
    private @Nullable ChildWatch watch;
    private @Nullable HealthEndpoint health;
    private boolean closed;

    PostgresPart(Options options) {
        Path state = options.path("state");
        this.data = state.resolve("data");
        this.log = state.resolve("postgres.log");
        String programs = options.text("binaries");
        this.binaries =
                programs.isEmpty()
                        ? state.resolve("binaries")
                        : Path.of(programs).toAbsolutePath().normalize();
        this.port = options.port("port");
        this.healthPort = options.port("health-port");
        this.sharedBuffers = options.text("shared-buffers");
        this.durable = !options.on("volatile");
        this.command = new PostgresCommand(log);
        this.databases =
                new PostgresDatabases(
                        port, SUPERUSER, List.of(options.text("databases").split(",")));
    }

    static Options options() {
        return PartProcess.options("postgres", "PostgreSQL with a database and a role per service")
                .option("port", "15432", "TCP port")
                .option("health-port", "15433", "TCP port of GET /health")
                .option(
                        "databases",
                        "ingest,inference,fhirmapper,escalation,rbac,keycloak",
                        "databases to create; role and password are the database's name")
                .option("binaries", "", "folder for the unpacked programs, may be shared")
                .option("shared-buffers", "64MB", "PostgreSQL's own cache of pages")
                .flag("volatile", "do not wait for the disk: for tests only");
    }

    public static void main(String... arguments) {
        PartProcess.run(options(), PostgresPart::new, arguments);
    }

    @Override
    public void start() throws Exception {
        Files.createDirectories(log.resolveSibling(""));
        PostgresBinaries programs = PostgresBinaries.in(binaries);
        new PostmasterPid(data).clear();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(programs);
        }
        startServer(programs.program("postgres"));
        databases.await(failed);
        databases.create();
        health = HealthEndpoint.serve(healthPort, this::healthy);
    }

    /**
     * A crash in the middle of initdb leaves no PG_VERSION in the final folder: it is moved last.
     */
    private void initialise(PostgresBinaries programs) throws IOException, InterruptedException {
        Path fresh = data.resolveSibling("data.new");
        DeletedTree.delete(fresh);
        Path password =
                Files.createTempFile(
                        "radbridge",
                        ".pw",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, SUPERUSER);
            List<String> arguments =
                    List.of(
                            "--pgdata=" + fresh,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            durable ? "--sync-method=fsync" : "--no-sync");
            command.run(programs.program("initdb"), arguments);
        } finally {
            Files.delete(password);
        }
        Files.move(fresh, data);
    }

    private synchronized void startServer(Path postgres) throws IOException {
        if (closed) {
            throw new IOException("stopped while starting");
        }
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
        settings().forEach(setting -> arguments.addAll(List.of("-c", setting)));
        Process process = command.start(postgres, arguments);
        // SIGQUIT is PostgreSQL's immediate shutdown: as after a crash, nothing committed is lost.
        watch = ChildWatch.ofProcess(process, "QUIT", log);
        server = process;
        process.onExit()
                .thenAccept(ended ->
                        failed.complete(
                                "PostgreSQL ended with code "
                                        + ended.exitValue()
                                        + ", see "
                                        + log));
    }

    private List<String> settings() {
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "port=" + port,
                                "listen_addresses=localhost",
                                "unix_socket_directories=",
                                "max_connections=250",
                                "shared_buffers=" + sharedBuffers,
                                "log_min_messages=warning",
                                "log_line_prefix=%m [%p] %d "));
        if (!durable) {
            // The commit still reaches the kernel, so it survives the death of the process.
            settings.addAll(List.of("fsync=off", "full_page_writes=off"));
        }
        return settings;
    }

    @Override
    public boolean healthy() {
        return databases.answer();
    }

    @Override
    public String address() {
        return "localhost:" + port;
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
        if (health != null) {
            health.close();
        }
        if (server != null) {
            stopServer(server);
        }
    }

    /** SIGINT is PostgreSQL's fast shutdown: clients are dropped, a checkpoint is written. */
    private void stopServer(Process postgres) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(postgres.pid())).start().waitFor();
            if (!postgres.waitFor(30, TimeUnit.SECONDS)) {
                System.err.println("PostgreSQL does not stop in order; it is killed");
                postgres.destroyForcibly();
            }
        } catch (IOException e) {
            System.err.println("cannot stop PostgreSQL in order: " + e.getMessage());
            postgres.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            postgres.destroyForcibly();
        }
        if (watch != null) {
            watch.close();
        }
    }
}
