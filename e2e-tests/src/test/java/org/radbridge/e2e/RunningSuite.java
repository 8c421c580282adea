package org.radbridge.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Progress;
import org.radbridge.devstack.suite.Suite;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuiteSettings;

/**
 * The one suite that all tests of this module share; started by the first, stopped with the JVM.
 */
final class RunningSuite {
    private static final Path STATE = Path.of("target/suite");

    private final Suite suite;
    private final Progress progress;
    private final Api api;

    private RunningSuite(Suite suite, Progress progress) {
        this.suite = suite;
        this.progress = progress;
        this.api = new Api(URI.create(url(SuitePort.KEYCLOAK) + "/realms/radbridge"));
    }

    private static final class Holder {
        static final RunningSuite ONE = start();
    }

    static RunningSuite get() {
        return Holder.ONE;
    }

    private static RunningSuite start() {
        forget(STATE);
        SuiteSettings settings =
                SuiteSettings.in(Installation.find(), STATE)
                        .withProperty(
                                "escalation-service",
                                "radbridge.escalation.rules",
                                resource("escalation-rules.yaml"))
                        .withProperty(
                                "ingest-service",
                                "radbridge.routing.rules",
                                resource("routing-rules.yaml"));
        Suite suite = Suite.prepare(settings);
        Progress progress = Progress.lines();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> suite.stop(progress)));
        suite.start(progress);
        return new RunningSuite(suite, progress);
    }

    private static String resource(String name) {
        return Path.of("src/test/resources", name).toAbsolutePath().toString();
    }

    private static void forget(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Api api() {
        return api;
    }

    String url(SuitePort port) {
        return suite.ports().url(port);
    }

    int port(SuitePort port) {
        return suite.ports().of(port);
    }

    void kill(String process) {
        suite.kill(process);
    }

    void restart(String process) {
        suite.restart(process, progress);
    }

    URI ingest(String path) {
        return URI.create(url(SuitePort.INGEST_HTTP) + path);
    }

    URI inference(String path) {
        return URI.create(url(SuitePort.INFERENCE_HTTP) + path);
    }

    URI fhir(String path) {
        return URI.create(url(SuitePort.FHIR_MAPPER_HTTP) + "/fhir/" + path);
    }

    URI mapper(String path) {
        return URI.create(url(SuitePort.FHIR_MAPPER_HTTP) + path);
    }

    URI escalation(String path) {
        return URI.create(url(SuitePort.ESCALATION_HTTP) + path);
    }

    URI rbac(String path) {
        return URI.create(url(SuitePort.RBAC_HTTP) + path);
    }

    URI pacs(String path) {
        return URI.create(url(SuitePort.PACS_HTTP) + path);
    }

    URI onCall(String path) {
        return URI.create(url(SuitePort.ON_CALL) + path);
    }

    URI ehr(String path) {
        return URI.create(url(SuitePort.EHR_HTTP) + path);
    }
}
