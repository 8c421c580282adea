package org.radbridge.fhirmapper.pacs;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.net.CallerPolicy;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp;
import org.radbridge.dicom.net.StorageCommitment;
import org.radbridge.fhirmapper.pacs.DestinationConfig.Confirmation;

/**
 * Takes the storage commitment reports that a PACS makes on an association of its own, minutes or
 * hours after it was asked (PS3.4 section J.3.3). Only destinations that are asked for commitment
 * may call, and each only about what was sent to it.
 */
@ApplicationScoped
public class CommitmentReports {
    private static final Logger LOG = Logger.getLogger(CommitmentReports.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final PacsConfig config;
    private final List<Destination> askers;
    private final Delivery delivery;
    private @Nullable DicomServer server;

    public CommitmentReports(
            Vertx vertx, PacsConfig config, Destinations destinations, Delivery delivery) {
        this.vertx = vertx;
        this.config = config;
        this.delivery = delivery;
        this.askers =
                destinations.all().stream()
                        .map(Pacs::destination)
                        .filter(one ->
                                one.config().confirmation() == Confirmation.STORAGE_COMMITMENT)
                        .toList();
    }

    void start(@Observes StartupEvent event) {
        if (config.commitmentPort().isEmpty()) {
            return;
        }
        DicomServerOptions options =
                DicomServerOptions.of(config.callingAeTitle())
                        .withHost(config.commitmentHost())
                        .withPort(config.commitmentPort().getAsInt());
        DicomServerOptions secured =
                config.commitmentTls()
                        .map(tls -> options.withTls(PemFiles.server(tls)))
                        .orElse(options);
        DicomServerServices services =
                DicomServerServices.echoOnly()
                        .withCallerPolicy(
                                CallerPolicy.knownAeTitles(
                                        askers.stream()
                                                .flatMap(one -> one.config().aeTitle().stream())
                                                .collect(Collectors.toSet())))
                        .withNormalized(Uid.StorageCommitmentPushModel, reports());
        DicomServer listening = DicomServer.create(vertx, secured, services);
        await(listening.listen());
        server = listening;
        LOG.infof("storage commitment is reported to port %d", listening.port());
    }

    /** The port that was bound; empty where nobody listens. */
    public Optional<Integer> port() {
        return Optional.ofNullable(server).map(DicomServer::port);
    }

    private NormalizedScp reports() {
        return (request, peer) -> {
            StorageCommitment.Result result =
                    StorageCommitment.Result.of((NRequest.NEventReport) request);
            String caller = peer.association().callingAeTitle();
            Promise<NResponse> noted = Promise.promise();
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Destination destination : askers) {
                if (destination.config().aeTitle().filter(caller::equals).isPresent()) {
                    all = all.chain(() -> delivery.reported(destination.name(), result));
                }
            }
            all.subscribe().with(_ -> noted.complete(NResponse.success()), noted::fail);
            return noted.future();
        };
    }

    private static void await(Future<?> done) {
        Uni.createFrom().completionStage(done.toCompletionStage()).await().atMost(PATIENCE);
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            await(server.close(PATIENCE.dividedBy(2)));
        }
    }
}
