package org.radbridge.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.radbridge.benchmarks.Machine;
import org.radbridge.benchmarks.MarkedSection;
import org.radbridge.benchmarks.ingest.corpus.Corpus;
import org.radbridge.benchmarks.ingest.corpus.Kind;
import org.radbridge.benchmarks.ingest.load.Client;
import org.radbridge.benchmarks.ingest.peer.Peers;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.SuiteException;

/**
 * {@code benchmarks/run ingest}: the result on standard output, progress on standard error. Exit
 * code 0 measured, 1 not measured, 2 usage; a missed goal is a result, not a failure.
 */
public final class IngestBenchmark {

    private static final String PAGE = "docs/reference/performance.md";

    /** What a round writes beside the corpus, at most; nothing of it is left. */
    private static final long ROOM_PER_ROUND = 4_000_000_000L;

    private final Plan plan;
    private final Installation installation;
    private final Path folder;

    private IngestBenchmark(Plan plan, Installation installation) {
        this.plan = plan;
        this.installation = installation;
        this.folder = installation.root().resolve("benchmarks/target/ingest");
    }

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        Options options = Plan.options();
        try {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            Plan plan = Plan.of(options, arguments);
            Installation installation = Installation.find();
            String result = new IngestBenchmark(plan, installation).measure();
            System.out.print(result);
            if (plan.write()) {
                Path page = installation.root().resolve(PAGE);
                new MarkedSection(page, "ingest").write(result);
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

    private String measure() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        double loadBefore = Machine.load();
        Path run = folder.resolve("run");
        DeletedTree.delete(run);
        Files.createDirectories(run);
        requireRoom(run, ROOM_PER_ROUND * (plan.warmUp() + plan.repeats()));
        System.err.println("Drawing what the corpus lacks …");
        Corpus cts = Corpus.of(Kind.CT, folder.resolve("corpus"), plan.ctInstances());
        Corpus radiographs =
                Corpus.of(Kind.RADIOGRAPH, folder.resolve("corpus"), plan.radiographs());
        System.err.println("Starting the servers …");
        try (Client client = new Client();
                Peers peers =
                        Peers.start(
                                plan.peers(), installation, run, plan.recording().orElse(null))) {
            Loads loads = new Loads(plan, client, cts, radiographs, run);
            Results results = new Campaign(plan, loads, peers.all(), System.err).run();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new Report(plan, results, loadBefore, took).markdown();
        } finally {
            DeletedTree.delete(run);
        }
    }

    private static void requireRoom(Path run, long needed) throws IOException {
        long room = Files.getFileStore(run).getUsableSpace();
        if (room < needed) {
            throw new IOException(
                    run + " has room for " + room + " bytes, " + needed + " are needed");
        }
    }
}
