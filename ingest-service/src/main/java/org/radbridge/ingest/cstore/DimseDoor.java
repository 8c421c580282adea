package org.radbridge.ingest.cstore;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.radbridge.dicom.net.CEchoScp;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.QueryRetrieveServices;
import org.radbridge.dicom.net.TlsOptions;
import org.radbridge.dicom.net.TlsProfile;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.PemTls;
import org.radbridge.ingest.receive.StorageClasses;

/**
 * Opens the DIMSE ports when the service starts, in clear and by TLS, and closes them in order when
 * it stops.
 */
@ApplicationScoped
public class DimseDoor {
    private static final Logger LOG = Logger.getLogger(DimseDoor.class);
    private static final Duration TIME_TO_BIND = Duration.ofSeconds(10);

    /** The registered port of DICOM over TLS (PS3.8 section 9.1.1). */
    private static final int TLS_PORT = 2762;

    private final DimseConfig config;
    private final DicomServer inClear;
    private final Optional<DicomServer> encrypted;
    private volatile boolean open;

    DimseDoor(
            Vertx vertx,
            DimseConfig config,
            AeRegistry registry,
            NormalizedDoor normalized,
            StorageScp storageScp,
            StorageClasses storageClasses,
            QueryRetrieveServices queryRetrieve,
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
                normalized.addTo(
                        new DicomServerServices(
                                        registry,
                                        CEchoScp.alwaysSuccess(),
                                        Optional.of(storageScp),
                                        new AcceptedSyntaxes(storageClasses),
                                        audit)
                                .withQueryRetrieve(queryRetrieve));
        this.inClear = DicomServer.create(vertx, options, services);
        this.encrypted =
                config.tls()
                        .map(tls ->
                                options.withPort(tls.port().orElse(TLS_PORT))
                                        .withTls(tlsOptions(tls)))
                        .map(with -> DicomServer.create(vertx, with, services));
    }

    private static TlsOptions tlsOptions(DimseConfig.Tls tls) {
        PemTls.Identity identity = new PemTls.Identity(tls.certificate(), tls.key());
        return new PemTls(tls.trusted().orElse(List.of()), Optional.of(identity))
                .server(tls.clientCertificateRequired().orElse(true))
                .withProfile(tls.profile().orElse(TlsProfile.BCP_195));
    }

    void start(@Observes StartupEvent event) {
        await(Future.all(servers().map(DicomServer::listen).toList()), TIME_TO_BIND);
        open = true;
        LOG.infof("%s listens for DICOM on %s:%d", config.aeTitle(), config.host(), port());
        tlsPort()
                .ifPresent(port ->
                        LOG.infof(
                                "%s listens for DICOM by TLS on %s:%d",
                                config.aeTitle(), config.host(), port));
    }

    void stop(@Observes ShutdownEvent event) {
        open = false;
        await(
                Future.all(servers().map(server -> server.close(config.drainTimeout())).toList()),
                config.drainTimeout().plus(TIME_TO_BIND));
    }

    private Stream<DicomServer> servers() {
        return Stream.concat(Stream.of(inClear), encrypted.stream());
    }

    private static void await(Future<?> done, Duration patience) {
        Uni.createFrom().completionStage(done.toCompletionStage()).await().atMost(patience);
    }

    /** The port that is listened on in clear. */
    public int port() {
        return inClear.port();
    }

    /** The port that is listened on by TLS. */
    public Optional<Integer> tlsPort() {
        return encrypted.map(DicomServer::port);
    }

    /** Whether callers are let in. */
    boolean isOpen() {
        return open;
    }
}
