package org.radbridge.devstack.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;

/**
 * The launcher's commands that act on the suite of a checkout; exit code 0 done, 1 failed, 2 usage.
 */
public final class SuiteCommand {

    private SuiteCommand() {}

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        if (arguments.length == 0) {
            System.err.println("Say what to do: up, down, status, kill, restart or logs.");
            return 2;
        }
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            return switch (arguments[0]) {
                case "up" -> up(rest);
                case "down" -> down(rest);
                case "status" -> status(rest);
                case "kill" -> kill(rest);
                case "restart" -> restart(rest);
                case "logs" -> logs(rest);
                default -> throw new OptionException("Unknown command " + arguments[0] + ".");
            };
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("I/O: " + e.getMessage());
            return 1;
        }
    }

    private static SuiteSettings settings() {
        return SuiteSettings.ofCheckout(Installation.find());
    }

    private static int up(String... arguments) throws IOException {
        Options options =
                new Options("radbridge up", "starts every part and service that does not run yet")
                        .option(
                                "ports",
                                "",
                                "ports to use, as NAME=NUMBER,…; the others are chosen")
                        .flag("keep-logs", "append to the logs of the last run");
        if (helped(options, arguments)) {
            return 0;
        }
        SuiteSettings settings = settings().withPorts(ports(options.text("ports")));
        Suite suite = Suite.prepare(settings);
        boolean nothingRuns = suite.processes().stream().noneMatch(p -> p.handle().isPresent());
        if (nothingRuns && !options.on("keep-logs")) {
            DeletedTree.delete(settings.state().resolve("logs"));
        }
        suite.start(Progress.lines());
        SuitePorts ports = suite.ports();
        System.out.printf(
                "%nRunning. FHIR %s/fhir · DICOMweb %s/dicom-web · DIMSE localhost:%d (RADBRIDGE)%n"
                        + "Next: ./radbridge send FOLDER · ./radbridge status · ./radbridge down%n",
                ports.url(SuitePort.FHIR_MAPPER_HTTP),
                ports.url(SuitePort.INGEST_HTTP),
                ports.of(SuitePort.INGEST_DIMSE));
        return 0;
    }

    private static Map<SuitePort, Integer> ports(String text) {
        Map<SuitePort, Integer> ports = new EnumMap<>(SuitePort.class);
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] nameAndNumber = pair.split("=", 2);
            Optional<SuitePort> port =
                    Arrays.stream(SuitePort.values())
                            .filter(each -> each.key().equals(nameAndNumber[0]))
                            .findAny();
            boolean number = nameAndNumber.length == 2 && nameAndNumber[1].matches("[0-9]{1,5}");
            if (port.isEmpty() || !number) {
                List<String> names = Arrays.stream(SuitePort.values()).map(SuitePort::key).toList();
                throw new OptionException(
                        "'" + pair + "' is no port: write NAME=NUMBER, NAME one of " + names);
            }
            ports.put(port.get(), Integer.valueOf(nameAndNumber[1]));
        }
        return ports;
    }

    private static int down(String... arguments) throws IOException {
        Options options =
                new Options("radbridge down", "stops everything in order")
                        .flag("wipe", "and delete all that was stored");
        if (helped(options, arguments)) {
            return 0;
        }
        SuiteSettings settings = settings();
        if (Files.exists(settings.state().resolve("suite.properties"))) {
            Suite.open(settings).stop(Progress.lines());
        }
        if (options.on("wipe")) {
            DeletedTree.delete(settings.state());
            System.out.println("Deleted " + settings.state());
        }
        return 0;
    }

    private static int status(String... arguments) {
        Options options =
                new Options(
                        "radbridge status",
                        "shows every process; exit code 1 unless all are healthy");
        if (helped(options, arguments)) {
            return 0;
        }
        boolean all = true;
        for (RunningProcess process : Suite.open(settings()).processes()) {
            Optional<ProcessHandle> handle = process.handle();
            boolean healthy = process.healthy();
            all &= healthy;
            String state = handle.isEmpty() ? "stopped" : healthy ? "healthy" : "not healthy";
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %-12s %-8s %6s  %s%n",
                    process.spec().name(),
                    state,
                    handle.map(h -> Long.toString(h.pid())).orElse("-"),
                    handle.map(SuiteCommand::memory).orElse("-"),
                    process.spec().ports());
        }
        return all ? 0 : 1;
    }

    /** Resident memory from {@code /proc/PID/status}, see proc(5). */
    private static String memory(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
                    .findAny()
                    .orElse("-");
        } catch (IOException e) {
            return "-";
        }
    }

    private static int kill(String... arguments) {
        Options options = new Options("radbridge kill PART", "ends one process by SIGKILL");
        if (helped(options, arguments)) {
            return 0;
        }
        String name = one(options);
        Suite.open(settings()).kill(name);
        System.out.println(name + " killed. Bring it back: ./radbridge restart " + name);
        return 0;
    }

    private static int restart(String... arguments) {
        Options options =
                new Options("radbridge restart PART", "stops one process in order and starts it");
        if (helped(options, arguments)) {
            return 0;
        }
        Suite.open(settings()).restart(one(options), Progress.lines());
        return 0;
    }

    private static int logs(String... arguments) {
        Options options =
                new Options("radbridge logs PART", "prints the path of one process's log");
        if (helped(options, arguments)) {
            return 0;
        }
        Path log = Suite.open(settings()).process(one(options)).log();
        if (!Files.exists(log)) {
            throw new SuiteException("There is no log yet: " + log);
        }
        System.out.println(log);
        return 0;
    }

    private static String one(Options options) {
        if (options.arguments().size() != 1) {
            throw new OptionException("Name one part. ./radbridge status shows them all.");
        }
        return options.arguments().getFirst();
    }

    private static boolean helped(Options options, String... arguments) {
        options.parse(arguments);
        if (options.helpWanted()) {
            System.out.print(options.help());
        }
        return options.helpWanted();
    }
}
