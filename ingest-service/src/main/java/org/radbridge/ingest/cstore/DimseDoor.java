package org.radbridge.ingest.cstore;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.radbridge.dicom.net.CEchoScp;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.receive.StorageClasses;

/** Opens the DIMSE port when the service starts, and closes it in order when it stops. */
@ApplicationScoped
public class DimseDoor {
    private static final Logger LOG = Logger.getLogger(DimseDoor.class);
    private static final Duration TIME_TO_BIND = Duration.ofSeconds(10);

    private final DimseConfig config;
    private final DicomServer server;
    private volatile boolean open;

    DimseDoor(
            Vertx vertx,
            DimseConfig config,
            AeRegistry registry,
            NormalizedDoor normalized,
            StorageScp storageScp,
            StorageClasses storageClasses,
            AssociationAudit audit) {
        this.config = config;
        DicomServerOptions options =
                DicomServerOptions.of(config.aeTitle())
                        .withHost(config.host())
                        .withPort(config.port())
                        .withMaximumPduLength(config.maxPduLength())
                        .withMaximumAssociations(config.maxAssociations())
                        .withTimeouts(config.artimTimeout(), config.idleTimeout());
        DicomServerServices services =
                new DicomServerServices(
                        registry,
                        CEchoScp.alwaysSuccess(),
                        Optional.of(storageScp),
                        new AcceptedSyntaxes(storageClasses),
                        audit);
        this.server = DicomServer.create(vertx, options, normalized.addTo(services));
    }

    void start(@Observes StartupEvent event) {
        Uni.createFrom()
                .completionStage(server.listen().toCompletionStage())
                .await()
                .atMost(TIME_TO_BIND);
        open = true;
        LOG.infof("%s listens for DICOM on %s:%d", config.aeTitle(), config.host(), port());
    }

    void stop(@Observes ShutdownEvent event) {
        open = false;
        Uni.createFrom()
                .completionStage(server.close(config.drainTimeout()).toCompletionStage())
                .await()
                .atMost(config.drainTimeout().plus(TIME_TO_BIND));
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Whether callers are let in. */
    boolean isOpen() {
        return open;
    }
}
