package org.radbridge.ingest.quarantine;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.quarantine.QuarantineRows.Held;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** The bytes of what waits in quarantine, for those who may see instances at all. */
@ApplicationScoped
class QuarantineRoutes {
    private static final String RESOURCE = "instance";

    private final DicomWebEdge edge;
    private final QuarantineRows rows;
    private final ObjectStore store;
    private final AuditLog auditLog;

    QuarantineRoutes(DicomWebEdge edge, QuarantineRows rows, ObjectStore store, AuditLog auditLog) {
        this.edge = edge;
        this.rows = rows;
        this.store = store;
        this.auditLog = auditLog;
    }

    void register(@Observes Router router) {
        router.get("/operations/quarantine/:id/content")
                .handler(routing -> edge.serve(routing, RESOURCE, this::content));
    }

    private Uni<Void> content(Exchange exchange) {
        // whose it is nobody knows for sure: not for callers who may see one record only
        if (exchange.granted().ownPatientOnly()) {
            throw notQuarantined();
        }
        return rows.held(id(exchange.path("id")))
                .map(found -> found.orElseThrow(QuarantineRoutes::notQuarantined))
                .call(held -> audit(exchange, held))
                .chain(held ->
                        exchange.stream(MediaType.APPLICATION_DICOM, store.read(held.object())));
    }

    private Uni<Void> audit(Exchange exchange, Held held) {
        return auditLog.record(
                edge.entry(exchange, Action.READ, RESOURCE)
                        .study(held.instance().studyInstanceUid())
                        .resourceId(held.instance().id().toString())
                        .build());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw notQuarantined();
        }
    }

    private static RadbridgeException notQuarantined() {
        return new RadbridgeException(QuarantineFailure.NOT_QUARANTINED, "nothing waits here");
    }
}
