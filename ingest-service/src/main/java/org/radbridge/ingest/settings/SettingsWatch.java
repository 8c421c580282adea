package org.radbridge.ingest.settings;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Reads settings files again when they change. */
@ApplicationScoped
public class SettingsWatch {
    private static final Logger LOG = Logger.getLogger(SettingsWatch.class);

    private final Vertx vertx;
    private final List<SettingsFile<?>> files;
    private final SettingsConfig config;
    private final MeterRegistry metrics;
    private final AtomicBoolean checking = new AtomicBoolean();
    private long timer = -1;

    SettingsWatch(
            Vertx vertx,
            @All List<Settings> settings,
            SettingsConfig config,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.files = settings.stream().<SettingsFile<?>>map(Settings::file).toList();
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        for (SettingsFile<?> file : files) {
            Gauge.builder("radbridge.settings.valid", file, f -> f.status().fault() == null ? 1 : 0)
                    .description("Whether the settings file as it is now is in force")
                    .tag("file", file.name())
                    .register(metrics);
        }
        timer = vertx.setPeriodic(config.checkInterval().toMillis(), _ -> check());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void check() {
        if (checking.compareAndSet(false, true)) {
            vertx.executeBlocking(
                            () -> {
                                files.forEach(SettingsFile::readIfChanged);
                                return true;
                            },
                            false)
                    .onFailure(cause -> LOG.errorf(cause, "settings files are not watched"))
                    .onComplete(_ -> checking.set(false));
        }
    }

    /** All files, as operators see them. */
    List<SettingsStatus> status() {
        return files.stream().map(SettingsFile::status).toList();
    }

    /** Reads one file now; empty when there is none of this name. */
    Uni<Optional<SettingsStatus>> reload(String name) {
        Optional<SettingsFile<?>> named =
                files.stream().filter(file -> file.name().equals(name)).findFirst();
        if (named.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        SettingsFile<?> file = named.get();
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.executeBlocking(file::reload, false).toCompletionStage())
                .map(_ -> Optional.of(file.status()));
    }
}
