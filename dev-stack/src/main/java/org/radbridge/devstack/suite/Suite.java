package org.radbridge.devstack.suite;

import static org.radbridge.devstack.suite.SuitePort.EHR_HTTP;
import static org.radbridge.devstack.suite.SuitePort.EHR_MLLP;
import static org.radbridge.devstack.suite.SuitePort.INFERENCE_SERVER_GRPC;
import static org.radbridge.devstack.suite.SuitePort.INFERENCE_SERVER_HTTP;
import static org.radbridge.devstack.suite.SuitePort.KAFKA;
import static org.radbridge.devstack.suite.SuitePort.KAFKA_CONTROLLER;
import static org.radbridge.devstack.suite.SuitePort.KAFKA_HEALTH;
import static org.radbridge.devstack.suite.SuitePort.KEYCLOAK;
import static org.radbridge.devstack.suite.SuitePort.ON_CALL;
import static org.radbridge.devstack.suite.SuitePort.PACS_DIMSE;
import static org.radbridge.devstack.suite.SuitePort.PACS_HTTP;
import static org.radbridge.devstack.suite.SuitePort.POSTGRES;
import static org.radbridge.devstack.suite.SuitePort.POSTGRES_HEALTH;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * All parts and services of one state folder. Its memory is that folder, so any process may open
 * the suite that another has started. Safe for use by several threads of one process.
 */
public final class Suite {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Map<String, RunningProcess> processes = new LinkedHashMap<>();
    private final SuitePorts ports;
    private final Deployment deployment;

    private Suite(SuiteSettings settings, SuitePorts ports) {
        this.ports = ports;
        this.deployment = new Deployment(settings.installation(), settings.state());
        for (ProcessSpec spec : specs(settings, deployment.programs(), ports)) {
            processes.put(spec.name(), new RunningProcess(spec, settings.state()));
        }
    }

    /** Prepares a suite to be started: chooses ports and writes them down. */
    public static Suite prepare(SuiteSettings settings) {
        settings.installation().requireParts();
        ServiceSpecs.MODULES.forEach(settings.installation()::requireService);
        Path file = portsFile(settings.state());
        SuitePorts ports =
                SuitePorts.choose(
                        file,
                        settings.ports(),
                        name -> RunningProcess.of(name, settings.state()).isPresent());
        ports.write(file);
        new ServiceSpecs(settings, settings.installation(), ports).writeFiles();
        return new Suite(settings, ports);
    }

    /** Opens a suite that was prepared before. */
    public static Suite open(SuiteSettings settings) {
        Path file = portsFile(settings.state());
        if (!Files.exists(file)) {
            throw new SuiteException("No suite has been started here. Start one: ./radbridge up");
        }
        return new Suite(settings, SuitePorts.read(file));
    }

    private static Path portsFile(Path state) {
        return state.resolve("suite.properties");
    }

    private static List<ProcessSpec> specs(
            SuiteSettings settings, Installation programs, SuitePorts ports) {
        PartSpecs parts = new PartSpecs(settings.installation(), programs, settings.state());
        List<ProcessSpec> specs = new ArrayList<>();
        specs.add(parts.postgres(ports.of(POSTGRES), ports.of(POSTGRES_HEALTH), List.of()));
        specs.add(
                parts.kafka(
                        ports.of(KAFKA),
                        ports.of(KAFKA_CONTROLLER),
                        ports.of(KAFKA_HEALTH),
                        List.of()));
        specs.add(parts.keycloak(ports.of(KEYCLOAK), ports.of(POSTGRES)));
        specs.add(
                parts.inferenceServer(
                        ports.of(INFERENCE_SERVER_GRPC),
                        ports.of(INFERENCE_SERVER_HTTP),
                        settings.installation().modelRepository()));
        specs.add(parts.pacs(ports.of(PACS_DIMSE), ports.of(PACS_HTTP)));
        specs.add(parts.onCall(ports.of(ON_CALL)));
        specs.add(parts.ehr(ports.of(EHR_MLLP), ports.of(EHR_HTTP)));
        specs.addAll(new ServiceSpecs(settings, programs, ports).all());
        return specs;
    }

    public SuitePorts ports() {
        return ports;
    }

    /** Names of all processes, in the order of their start. */
    public List<String> names() {
        return List.copyOf(processes.keySet());
    }

    public List<RunningProcess> processes() {
        return List.copyOf(processes.values());
    }

    /** One process, for tests that watch or take it away. */
    public RunningProcess process(String name) {
        RunningProcess process = processes.get(name);
        if (process == null) {
            throw new SuiteException(
                    "There is no '"
                            + name
                            + "'. There are: "
                            + String.join(", ", processes.keySet()));
        }
        return process;
    }

    /**
     * Starts what does not run yet, each process as soon as those that it needs are healthy.
     *
     * @throws SuiteException when one does not come up; the others are left as they are
     */
    public void start(Progress progress) {
        List<String> parts =
                names().stream().filter(name -> !ServiceSpecs.MODULES.contains(name)).toList();
        deployment.refresh(parts, name -> process(name).handle().isPresent());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, CompletableFuture<Void>> ready = new LinkedHashMap<>();
            for (RunningProcess process : processes.values()) {
                CompletableFuture<?>[] needed =
                        process.spec().needs().stream()
                                .map(ready::get)
                                .toArray(CompletableFuture<?>[]::new);
                ready.put(
                        process.spec().name(),
                        CompletableFuture.allOf(needed)
                                .thenRunAsync(() -> startOne(process, progress), threads));
            }
            CompletableFuture.allOf(ready.values().toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SuiteException cause ? cause : e;
        }
    }

    private static void startOne(RunningProcess process, Progress progress) {
        progress.starting(process.spec());
        process.launch();
        progress.ready(process.spec(), process.awaitHealthy());
    }

    /** Stops everything, what nobody needs first. */
    public void stop(Progress progress) {
        List<RunningProcess> left = new ArrayList<>(processes.values());
        while (!left.isEmpty()) {
            Set<String> needed =
                    left.stream()
                            .flatMap(process -> process.spec().needs().stream())
                            .collect(Collectors.toSet());
            List<RunningProcess> wave =
                    left.stream()
                            .filter(process -> !needed.contains(process.spec().name()))
                            .toList();
            sideBySide(wave, process -> stopOne(process, progress));
            left.removeAll(wave);
        }
    }

    private static void stopOne(RunningProcess process, Progress progress) {
        if (process.handle().isPresent()) {
            process.stop(STOP_LIMIT);
            progress.stopped(process.spec());
        }
    }

    private static void sideBySide(
            List<RunningProcess> processes, Consumer<RunningProcess> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(
                            processes.stream()
                                    .map(process ->
                                            CompletableFuture.runAsync(
                                                    () -> action.accept(process), threads))
                                    .toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SuiteException cause ? cause : e;
        }
    }

    /** SIGKILL to one process; the others are left as they are. */
    public void kill(String name) {
        process(name).kill();
    }

    /**
     * Stops one process in order, if it runs, and starts it again, a service from its latest build;
     * returns when it is healthy.
     */
    public void restart(String name, Progress progress) {
        RunningProcess process = process(name);
        process.stop(STOP_LIMIT);
        deployment.refresh(name);
        startOne(process, progress);
    }
}
