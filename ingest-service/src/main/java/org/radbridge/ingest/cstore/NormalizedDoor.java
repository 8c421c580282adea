package org.radbridge.ingest.cstore;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.radbridge.dicom.dimse.DimseException;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp;
import org.radbridge.ingest.ae.AeRegistry;
import org.radbridge.ingest.ae.NormalizedService;

/** Lets to each DIMSE-N service those callers that the registry allows it. */
@ApplicationScoped
class NormalizedDoor {
    private static final Logger LOG = Logger.getLogger(NormalizedDoor.class);

    private final AeRegistry registry;
    private final List<NormalizedService> services;

    NormalizedDoor(AeRegistry registry, @All List<NormalizedService> services) {
        this.registry = registry;
        this.services = services;
    }

    DicomServerServices addTo(DicomServerServices served) {
        DicomServerServices all = served;
        for (NormalizedService service : services) {
            all = all.withNormalized(service.sopClassUid(), guarded(service));
        }
        return all;
    }

    private NormalizedScp guarded(NormalizedService service) {
        return (request, peer) -> {
            String caller = peer.association().callingAeTitle();
            if (!registry.may(caller, service.service())) {
                LOG.warnf("not-authorized: %s by %s", service.service().yamlName(), caller);
                return Future.succeededFuture(NResponse.of(DimseStatus.NOT_AUTHORIZED));
            }
            return perform(service, request, peer);
        };
    }

    private static Future<NResponse> perform(
            NormalizedService service, NRequest request, NormalizedScp.Peer peer) {
        Promise<NResponse> done = Promise.promise();
        Uni.createFrom()
                .deferred(() -> service.perform(request, peer))
                .subscribe()
                .with(
                        done::complete,
                        failure -> {
                            log(service, peer, failure);
                            done.fail(failure);
                        });
        return done.future();
    }

    /** What the caller did wrong is no defect of ours. */
    private static void log(NormalizedService service, NormalizedScp.Peer peer, Throwable failure) {
        String name = service.service().yamlName();
        String caller = peer.association().callingAeTitle();
        if (failure instanceof DimseException refused) {
            LOG.warnf("%s-refused: asked by %s: %s", name, caller, refused.status());
        } else {
            LOG.errorf(failure, "%s-failed: asked by %s", name, caller);
        }
    }
}
