package org.radbridge.ingest.research;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.dicom.deidentify.Deidentifier;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.research.ExportRows.Order;
import org.radbridge.ingest.storage.StorageWorkers;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Downloads of exports, as ZIP files. */
@ApplicationScoped
class ExportRoutes {
    private final DicomWebEdge edge;
    private final ExportRows rows;
    private final DeidentifiedCopies copies;
    private final ProjectKeys keys;
    private final ResearchConfig config;
    private final StorageWorkers workers;
    private final AuditLog auditLog;

    ExportRoutes(
            DicomWebEdge edge,
            ExportRows rows,
            DeidentifiedCopies copies,
            ProjectKeys keys,
            ResearchConfig config,
            StorageWorkers workers,
            AuditLog auditLog) {
        this.edge = edge;
        this.rows = rows;
        this.copies = copies;
        this.keys = keys;
        this.config = config;
        this.workers = workers;
        this.auditLog = auditLog;
    }

    void register(@Observes Router router) {
        router.get("/research/exports/:id/content")
                .handler(routing -> edge.serve(routing, ResearchResource.RESOURCE, this::content));
    }

    private Uni<Void> content(Exchange exchange) {
        return rows.find(id(exchange.path("id")))
                .map(found -> found.orElseThrow(ExportRoutes::notFound))
                .chain(order ->
                        workers.run(() -> deidentifier(order))
                                .chain(deidentifier -> send(exchange, order, deidentifier)));
    }

    private Deidentifier deidentifier(Order order) {
        return new Deidentifier(
                ExportOptions.of(order.export().options(), config),
                keys.of(order.export().project()));
    }

    private Uni<Void> send(Exchange exchange, Order order, Deidentifier deidentifier) {
        ExportRun run =
                new ExportRun(
                        order,
                        rows,
                        copies,
                        deidentifier,
                        (study, patient) -> audit(exchange, order, study, patient));
        exchange.routing()
                .response()
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + order.export().project() + ".zip\"");
        return exchange.stream("application/zip", run.content());
    }

    private Uni<Void> audit(
            Exchange exchange, Order order, String study, PatientIdentifier patient) {
        return auditLog.record(
                edge.entry(exchange, Action.TRANSFER, ResearchResource.RESOURCE)
                        .patient(patient)
                        .study(study)
                        .resourceId(order.export().id().toString())
                        .build());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw notFound();
        }
    }

    private static RadbridgeException notFound() {
        return new RadbridgeException(ResearchFailure.EXPORT_NOT_FOUND, "no export of this id");
    }
}
