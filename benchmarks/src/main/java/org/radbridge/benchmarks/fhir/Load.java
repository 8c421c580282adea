package org.radbridge.benchmarks.fhir;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.radbridge.benchmarks.Distribution;
import org.radbridge.benchmarks.fhir.HttpConnection.Answer;

/** Asks a server on some connections, each at once again, for some time. */
final class Load {
    private static final int OK = 200;

    private final FhirServer server;
    private final StoredStudies studies;
    private final int connections;

    Load(FhirServer server, StoredStudies studies, int connections) {
        this.server = server;
        this.studies = studies;
        this.connections = connections;
    }

    /**
     * What came of it.
     *
     * @param perSecond requests answered, per second
     * @param times of each answer
     */
    record Outcome(double perSecond, Distribution times) {}

    /** Stores studies until there are so many. */
    void fill(int count) throws IOException, InterruptedException {
        onEach(connection -> {
            while (studies.count() < count) {
                studies.store(connection);
            }
            return List.of();
        });
    }

    /** Measures a row. */
    Outcome measure(Row row, Duration time) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        List<Duration> times =
                onEach(connection -> {
                    RandomGenerator random =
                            RandomGeneratorFactory.of("L64X128MixRandom").create(begin);
                    List<Duration> own = new ArrayList<>();
                    for (long now = System.nanoTime(); now < end; ) {
                        ask(row, connection, random.nextInt(studies.count()));
                        long answered = System.nanoTime();
                        own.add(Duration.ofNanos(answered - now));
                        now = answered;
                    }
                    return own;
                });
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Outcome(times.size() / seconds, new Distribution(times));
    }

    private void ask(Row row, HttpConnection connection, int i) throws IOException {
        switch (row) {
            case READ -> require(connection.get("/fhir/DiagnosticReport/" + studies.report(i)));
            case BY_PATIENT ->
                    require(connection.get("/fhir/DiagnosticReport?patient=" + studies.patient(i)));
            case WITH_INCLUDE ->
                    require(
                            connection.get(
                                    "/fhir/DiagnosticReport?patient="
                                            + studies.patient(i)
                                            + "&_include=DiagnosticReport:result"
                                            + "&_include=DiagnosticReport:patient"));
            case TRANSACTION, TRANSACTION_JUDGED -> studies.store(connection);
        }
    }

    private static void require(Answer answer) throws IOException {
        if (answer.status() != OK) {
            throw new IOException("answered " + answer.status() + ": " + answer.text());
        }
    }

    private interface Work {
        List<Duration> on(HttpConnection connection) throws IOException;
    }

    private List<Duration> onEach(Work work) throws IOException, InterruptedException {
        List<Callable<List<Duration>>> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            all.add(() -> {
                try (HttpConnection connection = server.connect()) {
                    return work.on(connection);
                }
            });
        }
        List<Duration> times = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (Future<List<Duration>> future : threads.invokeAll(all)) {
                times.addAll(future.get());
            }
            return times;
        } catch (ExecutionException e) {
            throw new IOException(server.name() + ": " + e.getCause(), e.getCause());
        }
    }
}
