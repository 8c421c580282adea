package org.radbridge.benchmarks.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.radbridge.benchmarks.Machine;
import org.radbridge.benchmarks.MarkedSection;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.part.Ports;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.PartSpecs;
import org.radbridge.devstack.suite.RunningProcess;
import org.radbridge.devstack.suite.SuiteException;

/**
 * {@code benchmarks/run index}: the result on standard output, progress on standard error. Exit
 * code 0 measured, 1 not measured, 2 usage; a missed goal is a result, not a failure.
 */
public final class IndexGrowth {
    private static final String PAGE = "docs/reference/performance.md";
    private static final String NAME = "index";
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(60);
    private static final List<Long> SIZES = List.of(10_000L, 1_000_000L, 10_000_000L);
    private static final List<Long> QUICK_SIZES = List.of(10_000L, 100_000L);
    private static final int ROUNDS = 21;

    private final Installation installation;
    private final Path folder;
    private final String sharedBuffers;
    private final boolean quick;
    private final List<Long> sizes;

    private IndexGrowth(
            Installation installation, Path folder, String sharedBuffers, boolean quick) {
        this.installation = installation;
        this.folder = folder;
        this.sharedBuffers = sharedBuffers;
        this.quick = quick;
        this.sizes = quick ? QUICK_SIZES : SIZES;
    }

    static Options options() {
        return new Options(
                        "benchmarks/run index",
                        "insert and query rates of the ingest-service's index as it grows")
                .option(
                        "folder",
                        "",
                        "where the databases lie while they are measured: some 12 GB; a temporary folder if not named")
                .option(
                        "shared-buffers",
                        Machine.memoryMegabytes() / 4 + "MB",
                        "PostgreSQL's own cache of pages; a quarter of the machine's memory, as its manual advises")
                .flag("quick", "two small sizes: checks the benchmark, says nothing about growth")
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
            if (options.on("write") && options.on("quick")) {
                throw new OptionException("--quick says nothing about growth: leave out --write.");
            }
            Installation installation = Installation.find();
            Path folder =
                    options.text("folder").isEmpty()
                            ? Files.createTempDirectory("radbridge-index")
                            : Files.createDirectories(options.path("folder"))
                                    .resolve("index-benchmark");
            String result;
            try {
                result =
                        new IndexGrowth(
                                        installation,
                                        folder,
                                        options.text("shared-buffers"),
                                        options.on("quick"))
                                .measure(String.join(" ", arguments));
            } finally {
                DeletedTree.delete(folder);
            }
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
        } catch (SuiteException | SQLException | IOException e) {
            System.err.println("Not measured: " + e.getMessage());
            return 1;
        }
    }

    private String measure(String arguments) throws IOException, SQLException {
        installation.requireParts();
        double loadBefore = Machine.load();
        Ports ports = new Ports();
        int port = ports.any();
        PartSpecs specs = PartSpecs.endingWithThisProcess(installation, folder);
        RunningProcess postgres =
                new RunningProcess(
                        specs.postgres(
                                port,
                                ports.any(),
                                List.of(
                                        "--databases",
                                        Archives.databases(sizes.size()),
                                        "--shared-buffers",
                                        sharedBuffers)),
                        folder);
        postgres.launch();
        try {
            postgres.awaitHealthy();
            GrowthTable table = new GrowthTable();
            measure(port, table);
            return table.markdown(("benchmarks/run index " + arguments).strip(), loadBefore);
        } finally {
            postgres.stop(TIME_TO_STOP);
        }
    }

    private void measure(int port, GrowthTable table) throws IOException, SQLException {
        try (Archives archives = new Archives(port)) {
            archives.fill(installation.root(), sizes);
            List<Long> bytes = new ArrayList<>();
            List<List<Turns.Kind>> kinds = new ArrayList<>();
            for (SyntheticArchive archive : archives.all()) {
                bytes.add(archive.bytes());
                kinds.add(
                        new Measurement(
                                        archive,
                                        archives.pool(archive),
                                        quick ? 500 : 2_000,
                                        quick ? 20 : 200)
                                .kinds());
            }
            List<Map<String, Double>> rates = Turns.medians(kinds, quick ? 3 : ROUNDS);
            for (int i = 0; i < sizes.size(); i++) {
                table.add(sizes.get(i), bytes.get(i), rates.get(i));
            }
        }
    }
}
