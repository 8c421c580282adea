package org.radbridge.fhirmapper.hl7v2.inbound;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Config;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpServer;
import org.radbridge.fhirmapper.hl7v2.mllp.MllpServerOptions;

/**
 * Opens the port for messages when the service starts and there is a feed to take them from, and
 * closes it when it stops.
 */
@ApplicationScoped
public class InboundDoor {
    private static final Logger LOG = Logger.getLogger(InboundDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Hl7v2Config.Listen config;
    private final boolean anyFeed;
    private final MllpServer server;
    private volatile int port;

    InboundDoor(Vertx vertx, Hl7v2Config config, InboundService service, MeterRegistry meters) {
        this.config = config.listen();
        this.anyFeed = !config.feeds().isEmpty();
        this.server = new MllpServer(vertx, options(config.listen()), service);
        Gauge.builder("radbridge.hl7v2.connections", server, MllpServer::connections)
                .description("Connections that messages come in by")
                .register(meters);
    }

    private static MllpServerOptions options(Hl7v2Config.Listen config) {
        return new MllpServerOptions(
                config.host(),
                config.port(),
                config.tls().map(tls -> tls.options(tls.clientCertificateRequired().orElse(true))),
                (int) config.longestMessage().asLongValue(),
                config.maxConnections(),
                config.idleTimeout(),
                config.frameTimeout());
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled() && anyFeed) {
            port = await(server.listen());
            LOG.infof(
                    "listens for HL7 v2 %s on %s:%d",
                    config.tls().isPresent() ? "by TLS" : "in clear", config.host(), port);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (port != 0) {
            await(server.close());
        }
    }

    /** The port that is listened on; empty when none is. */
    public Optional<Integer> port() {
        return port == 0 ? Optional.empty() : Optional.of(port);
    }

    private static <T> T await(Future<T> done) {
        return Uni.createFrom().completionStage(done.toCompletionStage()).await().atMost(PATIENCE);
    }
}
