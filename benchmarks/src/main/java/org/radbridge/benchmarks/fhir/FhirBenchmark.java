package org.radbridge.benchmarks.fhir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.radbridge.benchmarks.Machine;
import org.radbridge.benchmarks.MarkedSection;
import org.radbridge.benchmarks.fhir.Load.Outcome;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.SuiteException;

/**
 * {@code benchmarks/run fhir}: the result on standard output, progress on standard error. Exit code
 * 0 measured, 1 not measured, 2 usage; a missed goal is a result, not a failure.
 */
public final class FhirBenchmark {
    private static final String PAGE = "docs/reference/performance.md";
    private static final String NAME = "fhir";

    private final Options options;
    private final Installation installation;

    private FhirBenchmark(Options options, Installation installation) {
        this.options = options;
        this.installation = installation;
    }

    static Options options() {
        return new Options(
                        "benchmarks/run fhir",
                        "reads, searches and transactions beside a HAPI FHIR JPA server")
                .option("studies", "1000", "how many studies both hold before they are measured")
                .option("rounds", "3", "how often each row is measured")
                .option("warm-up", "4", "how often before, uncounted")
                .option("seconds", "5", "how long each row is asked")
                .option("connections", "8", "how many ask at a time")
                .option("rows", "", "only these, by name: read,by-patient; all when empty")
                .flag("write", "put the result into docs/reference/performance.md");
    }

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        Options options = options();
        try {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            Installation installation = Installation.find();
            String result =
                    new FhirBenchmark(options, installation)
                            .measure(
                                    ("benchmarks/run fhir " + String.join(" ", arguments)).strip());
            System.out.print(result);
            if (options.on("write")) {
                Path page = installation.root().resolve(PAGE);
                new MarkedSection(page, NAME).write(result);
                System.err.println("Written to " + page);
            }
            return 0;
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException | IOException e) {
            System.err.println("Not measured: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private String measure(String command) throws IOException, InterruptedException {
        double loadBefore = Machine.load();
        long begin = System.nanoTime();
        Path folder = installation.root().resolve("benchmarks/target/fhir");
        DeletedTree.delete(folder);
        Files.createDirectories(folder);
        System.err.println("Starting the servers …");
        FhirTable table = new FhirTable();
        try (FhirServers servers = FhirServers.start(installation, folder)) {
            Load radbridge = load(servers.radbridge());
            Load hapi = load(servers.hapi());
            Load validatingHapi =
                    rows().stream().anyMatch(Row::peerValidates)
                            ? load(servers.validatingHapi())
                            : hapi;
            int rounds = options.number("warm-up") + options.number("rounds");
            for (int round = 0; round < rounds; round++) {
                for (Row row : rows()) {
                    Outcome ours = measured(radbridge, row, "Radbridge", round);
                    Outcome theirs =
                            row.peerValidates()
                                    ? measured(validatingHapi, row, "HAPI JPA, validating", round)
                                    : measured(hapi, row, "HAPI JPA", round);
                    if (round >= options.number("warm-up")) {
                        table.add(row, ours, theirs);
                    }
                }
            }
        } finally {
            DeletedTree.delete(folder);
        }
        return table.markdown()
                + remarks(command, loadBefore, Duration.ofNanos(System.nanoTime() - begin));
    }

    private List<Row> rows() {
        String named = options.text("rows");
        return named.isEmpty()
                ? List.of(Row.values())
                : Arrays.stream(named.split(",")).map(Row::of).toList();
    }

    private Load load(FhirServer server) throws IOException, InterruptedException {
        Load load = new Load(server, new StoredStudies(), options.number("connections"));
        System.err.println("Storing " + options.number("studies") + " studies: " + server.name());
        load.fill(options.number("studies"));
        return load;
    }

    private Outcome measured(Load load, Row row, String server, int round)
            throws IOException, InterruptedException {
        Outcome outcome = load.measure(row, Duration.ofSeconds(options.number("seconds")));
        System.err.printf(
                Locale.ROOT,
                "round %d, %s, %s: %.0f per s%n",
                round + 1,
                row.words(),
                server,
                outcome.perSecond());
        return outcome;
    }

    private String remarks(String command, double loadBefore, Duration took) {
        return "\n- Medians of "
                + options.number("rounds")
                + " rounds by turns after "
                + options.number("warm-up")
                + " to warm up, "
                + options.number("seconds")
                + " s each, "
                + options.number("connections")
                + " connections; "
                + options.number("studies")
                + " studies of 23 resources at the beginning, more with each transaction\n- Machine: "
                + Machine.hardware()
                + "; servers, client and database share it\n- Load average: "
                + String.format(Locale.ROOT, "%.1f before, %.1f after", loadBefore, Machine.load())
                + "\n- JDK: "
                + Machine.jdk()
                + "\n- Date: "
                + LocalDate.now(ZoneOffset.UTC)
                + "; the run took "
                + took.toSeconds()
                + " s\n- Command: `"
                + command
                + "`\n";
    }
}
