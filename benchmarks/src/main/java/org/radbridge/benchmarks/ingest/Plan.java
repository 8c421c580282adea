package org.radbridge.benchmarks.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.benchmarks.ingest.peer.PeerName;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;

/**
 * What the command line asks for.
 *
 * @param ctInstances how many CTs the corpus has
 * @param radiographs how many radiographs it has
 * @param repeats how often each row is measured
 * @param warmUp how often before, uncounted; once is enough for a server that is not compiled while
 *     it runs
 * @param reading how long each read row lasts
 * @param rows what is measured
 * @param peers which servers
 * @param recording where a flight recording of ingest-service goes
 * @param write whether the result goes into the documentation
 * @param commandLine as it was given, for the report
 */
record Plan(
        int ctInstances,
        int radiographs,
        int repeats,
        int warmUp,
        Duration reading,
        Set<Row> rows,
        Set<PeerName> peers,
        Optional<Path> recording,
        boolean write,
        String commandLine) {

    private static final int CTS = 2000;
    private static final int RADIOGRAPHS = 200;
    private static final int QUICK_SHARE = 10;
    private static final int QUICK_REPEATS = 1;
    private static final int QUICK_WARM_UP = 1;
    private static final Duration READING = Duration.ofSeconds(2);
    private static final Duration QUICK_READING = Duration.ofSeconds(1);

    /** A share of the corpus is a multiple of this, so that four associations have the same. */
    private static final int EVEN = 4;

    Plan {
        rows = EnumSet.copyOf(rows);
        peers = EnumSet.copyOf(peers);
    }

    static Options options() {
        return new Options(
                        "benchmarks/run ingest",
                        "C-STORE, STOW-RS, WADO-RS and QIDO-RS beside DCMTK's storescp and Orthanc")
                .option("repeats", "3", "how often each row is measured")
                .option("warm-up", "4", "how often before, uncounted, by a server in Java")
                .option("only", "", "rows by the beginning of their names, with commas: " + ids())
                .option("peers", "storescp,orthanc,radbridge", "which servers, with commas")
                .option("profile", "", "file for a flight recording (JFR) of ingest-service")
                .flag("quick", "a tenth of the corpus, once: to look, not to report")
                .flag("write", "put the result into docs/reference/performance.md");
    }

    /**
     * @throws OptionException when the values make no plan
     */
    static Plan of(Options options, String... arguments) {
        boolean quick = options.on("quick");
        int share = quick ? QUICK_SHARE : 1;
        String recording = options.text("profile");
        Plan plan =
                new Plan(
                        CTS / share,
                        RADIOGRAPHS / share,
                        quick ? QUICK_REPEATS : options.number("repeats"),
                        quick ? QUICK_WARM_UP : options.number("warm-up"),
                        quick ? QUICK_READING : READING,
                        rows(options.text("only")),
                        peers(options.text("peers")),
                        recording.isEmpty()
                                ? Optional.empty()
                                : Optional.of(Path.of(recording).toAbsolutePath()),
                        options.on("write"),
                        Arrays.stream(arguments)
                                .collect(Collectors.joining(" ", "benchmarks/run ingest ", ""))
                                .strip());
        if (plan.repeats < 1 || plan.warmUp < 1) {
            throw new OptionException("--repeats and --warm-up need numbers from 1. Try --help.");
        }
        boolean whole =
                plan.rows.size() == Row.values().length
                        && plan.peers.size() == PeerName.values().length;
        if (plan.write && (quick || !whole || plan.recording.isPresent())) {
            throw new OptionException(
                    "--write is for whole runs: without --quick, --only, --peers and --profile.");
        }
        return plan;
    }

    /** How many CTs are sent in one go: each time others, until the corpus is gone through. */
    int ctShare() {
        return share(ctInstances);
    }

    /** As {@link #ctShare}. */
    int radiographShare() {
        return share(radiographs);
    }

    private int share(int all) {
        return Math.max(EVEN, all / (repeats + 1) / EVEN * EVEN);
    }

    private static Set<Row> rows(String beginnings) {
        return chosen(
                "--only",
                beginnings.isEmpty() ? List.of("") : List.of(beginnings.split(",")),
                Row.values(),
                Row::id);
    }

    private static Set<PeerName> peers(String names) {
        return chosen(
                "--peers",
                List.of(names.split(",")),
                PeerName.values(),
                name -> name.name().toLowerCase(Locale.ROOT));
    }

    private static <T> Set<T> chosen(
            String option,
            List<String> beginnings,
            T[] all,
            java.util.function.Function<T, String> id) {
        return beginnings.stream()
                .flatMap(beginning -> {
                    List<T> found =
                            Stream.of(all)
                                    .filter(each -> id.apply(each).startsWith(beginning))
                                    .toList();
                    if (found.isEmpty()) {
                        throw new OptionException(
                                "Option "
                                        + option
                                        + ": there is no '"
                                        + beginning
                                        + "'. Try --help.");
                    }
                    return found.stream();
                })
                .collect(Collectors.toSet());
    }

    private static String ids() {
        return Stream.of(Row.values()).map(Row::id).collect(Collectors.joining(", "));
    }
}
