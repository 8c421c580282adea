package org.radbridge.benchmarks.visible;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.radbridge.contracts.TimelineStep;
import org.radbridge.devstack.client.JsonApi;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuitePorts;

/** Reads from the suite, with a radiologist's token, how far studies have come. */
final class TimelineReader {

    private final SuitePorts ports;
    private final JsonApi radiologist;

    TimelineReader(JsonApi radiologist, SuitePorts ports) {
        this.radiologist = radiologist;
        this.ports = ports;
    }

    /** The study once it has come through; empty before. */
    Optional<MeasuredStudy> read(Kind kind, String study) throws IOException, InterruptedException {
        JsonApi.Answer answer =
                radiologist.get(
                        ports.url(SuitePort.INGEST_HTTP) + "/studies/" + study + "/timeline");
        if (answer.status() == 404) {
            return Optional.empty();
        }
        JsonObject timeline = answer.json();
        Map<TimelineStep, Instant> steps = steps(timeline.getJsonArray("steps"));
        if (!steps.keySet().containsAll(MeasuredStudy.NEEDED)) {
            return Optional.empty();
        }
        int revision = timeline.getInteger("revision");
        return Optional.of(
                new MeasuredStudy(
                        kind, revision, steps, inference(study, revision), Optional.empty()));
    }

    private static Map<TimelineStep, Instant> steps(JsonArray array) {
        Map<TimelineStep, Instant> steps = new EnumMap<>(TimelineStep.class);
        for (int i = 0; i < array.size(); i++) {
            JsonObject step = array.getJsonObject(i);
            steps.put(
                    TimelineStep.valueOf(step.getString("step")),
                    Instant.parse(step.getString("at")));
        }
        return steps;
    }

    /** Of several models the longest: they may run side by side, and none may be counted twice. */
    private Duration inference(String study, int revision)
            throws IOException, InterruptedException {
        JsonApi.Answer answer =
                radiologist.get(
                        ports.url(SuitePort.INFERENCE_HTTP) + "/inference-runs?study=" + study);
        if (answer.status() != 200) {
            throw new IOException("HTTP " + answer.status() + ": " + answer.body());
        }
        JsonArray runs = new JsonArray(answer.body());
        long longest = -1;
        for (int i = 0; i < runs.size(); i++) {
            JsonObject run = runs.getJsonObject(i);
            if (run.getInteger("revision") == revision) {
                longest = Math.max(longest, run.getLong("inferenceMillis"));
            }
        }
        if (longest < 0) {
            throw new IOException("No inference run of study " + study + " is told of");
        }
        return Duration.ofMillis(longest);
    }
}
