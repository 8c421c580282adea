package org.radbridge.inference.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.radbridge.kit.failure.FailureId;

/** Figures per model: how long pixels and inference took, how many runs ended how. */
@ApplicationScoped
public class RunMetrics {
    private final MeterRegistry registry;

    public RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(String model, Instant began, Instant pixelsRead, long inferenceNanos) {
        timer("radbridge.inference.pixels", "Reading and preparing a study's images", model)
                .record(Duration.between(began, pixelsRead));
        timer("radbridge.inference.inference", "A study's inferences, as seen from here", model)
                .record(inferenceNanos, TimeUnit.NANOSECONDS);
        timer("radbridge.inference.run", "A model's run on a study, all in all", model)
                .record(Duration.between(began, Instant.now()));
    }

    void failed(String model, FailureId failure) {
        Counter.builder("radbridge.inference.failures")
                .description("Attempts of a model that gave no answer")
                .tag("model", model)
                .tag("failure", failure.id())
                .register(registry)
                .increment();
    }

    private Timer timer(String name, String description, String model) {
        return Timer.builder(name)
                .description(description)
                .tag("model", model)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(2))
                .register(registry);
    }
}
