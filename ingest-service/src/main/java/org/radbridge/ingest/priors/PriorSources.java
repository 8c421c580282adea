package org.radbridge.ingest.priors;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.ae.AeClient;
import org.radbridge.ingest.dicomweb.client.Authorization;
import org.radbridge.ingest.dicomweb.client.DicomWebClient;
import org.radbridge.ingest.dicomweb.client.DicomWebServer;
import org.radbridge.ingest.priors.PriorSettings.Archive;
import org.radbridge.ingest.priors.PriorsConfig.Credentials;
import org.radbridge.ingest.receive.Receiver;

/** Makes the sources that the settings name; connections to one are kept. */
@ApplicationScoped
class PriorSources {
    private final Vertx vertx;
    private final AeClient aeClient;
    private final Receiver receiver;
    private final PriorsConfig config;
    private final ConcurrentHashMap<Archive.Web, DicomWebClient> clients =
            new ConcurrentHashMap<>();

    PriorSources(Vertx vertx, AeClient aeClient, Receiver receiver, PriorsConfig config) {
        this.vertx = vertx;
        this.aeClient = aeClient;
        this.receiver = receiver;
        this.config = config;
    }

    void stop(@Observes ShutdownEvent event) {
        clients.values().forEach(DicomWebClient::close);
    }

    PriorSource of(Archive archive) {
        return switch (archive) {
            case Archive.Dimse dimse -> new DimsePriorSource(aeClient, dimse.title());
            case Archive.Web web ->
                    new WebPriorSource(
                            clients.computeIfAbsent(web, this::client), receiver, web.name());
        };
    }

    private DicomWebClient client(Archive.Web archive) {
        DicomWebServer server = DicomWebServer.at(archive.base());
        Credentials credentials = config.credentials().get(archive.name());
        return new DicomWebClient(vertx, server.as(authorization(credentials)));
    }

    private static Authorization authorization(@Nullable Credentials credentials) {
        if (credentials == null) {
            return new Authorization.None();
        }
        return credentials
                .token()
                .<Authorization>map(Authorization.Bearer::new)
                .orElseGet(() ->
                        new Authorization.Basic(
                                credentials.user().orElse(""), credentials.password().orElse("")));
    }
}
