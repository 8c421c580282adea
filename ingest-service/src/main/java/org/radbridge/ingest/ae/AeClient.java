package org.radbridge.ingest.ae;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.dicom.net.AssociationException;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.net.TlsOptions;
import org.radbridge.ingest.ae.ApplicationEntity.Peer;
import org.radbridge.kit.failure.RadbridgeException;

/** Calls application entities under this service's own title. */
@ApplicationScoped
public class AeClient {
    private final AeRegistry registry;
    private final DicomClient client;
    private final AeConfig config;
    private final String ownTitle;
    private final Optional<TlsOptions> tls;

    AeClient(
            Vertx vertx,
            AeRegistry registry,
            AeConfig config,
            @ConfigProperty(name = "radbridge.dimse.ae-title", defaultValue = "RADBRIDGE")
                    String ownTitle) {
        this.registry = registry;
        this.client = DicomClient.create(vertx);
        this.config = config;
        this.ownTitle = ownTitle;
        this.tls = config.tls().map(AeClient::options);
    }

    private static TlsOptions options(AeConfig.Tls tls) {
        Optional<PemTls.Identity> identity =
                tls.certificate()
                        .flatMap(chain -> tls.key().map(key -> new PemTls.Identity(chain, key)));
        return new PemTls(tls.trusted(), identity).client();
    }

    /** The title that this service calls under. */
    public String ownTitle() {
        return ownTitle;
    }

    /**
     * Opens an association, does something on it, and releases it. Fails with {@code ae-not-found},
     * {@code ae-not-callable}, {@code ae-unreachable}, {@code ae-rejected} or {@code ae-aborted}.
     *
     * @param title whom to call
     * @param contexts adds presentation contexts
     */
    public <T> Uni<T> call(
            String title,
            UnaryOperator<AssociationRequest> contexts,
            Function<ClientAssociation, Future<T>> work) {
        return Uni.createFrom()
                .completionStage(() -> {
                    AssociationRequest request = contexts.apply(proposal(title));
                    return client.associate(request)
                            .compose(association -> released(association, work))
                            .toCompletionStage();
                })
                .onFailure(AssociationException.class)
                .transform(failure -> translated(title, failure));
    }

    private static <T> Future<T> released(
            ClientAssociation association, Function<ClientAssociation, Future<T>> work) {
        Future<T> result;
        try {
            result = work.apply(association);
        } catch (RuntimeException failure) {
            result = Future.failedFuture(failure);
        }
        return result.eventually(() -> association.release().otherwiseEmpty());
    }

    /**
     * An association with an application entity, its presentation contexts still to be added. Fails
     * with {@code ae-not-found} or {@code ae-not-callable}.
     */
    public AssociationRequest proposal(String title) {
        ApplicationEntity entity =
                registry.callable(title)
                        .orElseThrow(() ->
                                registry.isKnown(title)
                                        ? new RadbridgeException(
                                                AeFailure.NOT_CALLABLE, title + " has no host")
                                        : new RadbridgeException(
                                                AeFailure.NOT_FOUND, title + " is not known"));
        Peer peer = entity.peer().orElseThrow();
        AssociationRequest request =
                AssociationRequest.to(peer.host(), peer.port(), title, ownTitle)
                        .withTimeouts(config.patience(), config.patience());
        if (!entity.tls()) {
            return request;
        }
        return request.withTls(
                tls.orElseThrow(() ->
                        new RadbridgeException(
                                AeFailure.NOT_CALLABLE,
                                title + " wants TLS, and radbridge.ae.tls is not configured")));
    }

    private static RadbridgeException translated(String title, Throwable failure) {
        AeFailure kind =
                switch (failure) {
                    case AssociationException.NotConnected _ -> AeFailure.UNREACHABLE;
                    case AssociationException.Rejected _ -> AeFailure.REJECTED;
                    default -> AeFailure.ABORTED;
                };
        return new RadbridgeException(kind, title + ": " + failure.getMessage(), failure);
    }
}
