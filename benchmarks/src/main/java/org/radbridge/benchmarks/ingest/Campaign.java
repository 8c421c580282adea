package org.radbridge.benchmarks.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.radbridge.benchmarks.ingest.Results.Subject;
import org.radbridge.benchmarks.ingest.load.Load;
import org.radbridge.benchmarks.ingest.peer.Peer;
import org.radbridge.benchmarks.ingest.process.ProcessTree;

/**
 * Measures every row with one server after another, and all that again; the first rounds warm up
 * and are not counted: one for all, the others for servers that are compiled while they run. Before
 * each measurement the disk has written what others left to it.
 */
final class Campaign {

    private final Plan plan;
    private final Loads loads;
    private final List<Peer> peers;
    private final PrintStream progress;
    private final Results results = new Results();

    Campaign(Plan plan, Loads loads, List<Peer> peers, PrintStream progress) {
        this.plan = plan;
        this.loads = loads;
        this.peers = peers;
        this.progress = progress;
    }

    /**
     * @throws IOException when anything is refused or fails
     */
    Results run() throws IOException, InterruptedException {
        if (plan.rows().stream().anyMatch(row -> row.work() instanceof Work.Read)) {
            for (Peer peer : peers) {
                if (peer.web().isPresent()) {
                    loads.prepareReading(peer);
                }
            }
        }
        for (int round = 1 - plan.warmUp(); round <= plan.repeats(); round++) {
            progress.println(
                    round > 0
                            ? "Round " + round + " of " + plan.repeats()
                            : "Warming up, " + (round + plan.warmUp()) + " of " + plan.warmUp());
            for (Row row : plan.rows()) {
                measure(row, round);
            }
        }
        return results;
    }

    private void measure(Row row, int round) throws IOException, InterruptedException {
        if (row.work() instanceof Work.Raw raw) {
            if (round < 0) {
                return;
            }
            note(row, new Subject.Limit(), round, measure(loads.raw(raw, round), Optional.empty()));
            return;
        }
        List<Peer> turn = new ArrayList<>(peers);
        Collections.rotate(turn, round);
        turn.removeIf(peer -> round < 0 && !peer.warmsUp());
        for (Peer peer : turn) {
            if (row.work() instanceof Work.Store || peer.web().isPresent()) {
                Measured measured = measure(loads.of(row, peer, round), Optional.of(peer));
                peer.tidy();
                note(row, new Subject.Server(peer.name()), round, measured);
            }
        }
    }

    private static Measured measure(Load prepared, Optional<Peer> peer)
            throws IOException, InterruptedException {
        try (Load load = prepared) {
            System.gc();
            sync();
            Optional<ProcessTree> server = peer.map(Peer::server);
            Optional<ProcessTree> database = peer.flatMap(Peer::database);
            if (server.isPresent()) {
                server.get().resetPeak();
            }
            Duration cpu = cpu(server);
            Duration databaseCpu = cpu(database);
            long begin = System.nanoTime();
            Load.Done done = load.run();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            return new Measured(
                    done.items(),
                    done.bytes(),
                    elapsed,
                    cpu(server).minus(cpu),
                    cpu(database).minus(databaseCpu),
                    server.isPresent() ? server.get().peakBytes() : 0);
        }
    }

    private static Duration cpu(Optional<ProcessTree> tree) throws IOException {
        return tree.isPresent() ? tree.get().cpu() : Duration.ZERO;
    }

    /** See sync(1): returns when all that was written is on the disk. */
    private static void sync() throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
    }

    private void note(Row row, Subject subject, int round, Measured measured) {
        String who =
                switch (subject) {
                    case Subject.Server(var name) -> name.title();
                    case Subject.Limit() -> "raw limit";
                };
        progress.printf(
                "  %-14s %-10s %8s /s %8s MB/s %8s ms CPU each %6s MB%n",
                row.id(),
                who,
                Figures.number(measured.rate()),
                Figures.number(measured.megabytesPerSecond()),
                Figures.number(measured.cpuMillisPerItem()),
                Figures.number(measured.peakMegabytes()));
        if (round > 0) {
            results.add(row, subject, measured);
        }
    }
}
