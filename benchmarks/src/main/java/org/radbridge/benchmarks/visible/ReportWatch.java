package org.radbridge.benchmarks.visible;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.radbridge.devstack.client.JsonApi;

/**
 * Looks for reports over FHIR until they are there: what a reader sees, against what the suite says
 * of itself. Its requests are work for the suite, so it serves to check the stamps at a slow pace,
 * and not for the figure.
 */
final class ReportWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonApi radiologist;
    private final String fhirBase;
    private final Duration quiet;

    /**
     * @param quiet how long after its last instance a study is closed at the earliest
     */
    ReportWatch(JsonApi radiologist, String fhirBase, Duration quiet) {
        this.radiologist = radiologist;
        this.fhirBase = fhirBase;
        this.quiet = quiet;
    }

    /** A look at one study, from now on. */
    final class Sighting {
        private final Future<Instant> seen;

        private Sighting(Future<Instant> seen) {
            this.seen = seen;
        }

        /** When the answer with the report had arrived; waits until then. */
        Instant at() throws IOException, InterruptedException {
            try {
                return seen.get();
            } catch (ExecutionException e) {
                throw new IOException("The report was not seen: " + e.getCause(), e.getCause());
            }
        }
    }

    /** Begins to look for the report of a study whose last instance was just stored. */
    Sighting of(String study) {
        String url = fhirBase + "/DiagnosticReport?imagingStudy.identifier=urn:oid:" + study;
        return new Sighting(threads.submit(() -> look(url)));
    }

    private Instant look(String url) throws IOException, InterruptedException {
        Thread.sleep(quiet);
        Instant limit = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(limit)) {
            JsonArray entries = radiologist.get(url).json().getJsonArray("entry", new JsonArray());
            if (!entries.isEmpty()) {
                return Instant.now();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException("nothing within " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
