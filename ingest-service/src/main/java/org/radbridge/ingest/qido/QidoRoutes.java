package org.radbridge.ingest.qido;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.qido.ArchiveSearch.Found;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.failure.RadbridgeException;

/** Searches for studies, series and instances, below a study or series or across all. */
@ApplicationScoped
class QidoRoutes {
    private static final String RESOURCE = "instance";
    private static final String BASE = "/dicom-web/";

    private final DicomWebEdge edge;
    private final ArchiveSearch archive;
    private final QidoConfig config;
    private final AuditLog auditLog;

    QidoRoutes(DicomWebEdge edge, ArchiveSearch archive, QidoConfig config, AuditLog auditLog) {
        this.edge = edge;
        this.archive = archive;
        this.config = config;
        this.auditLog = auditLog;
    }

    void register(@Observes Router router) {
        get(router, "studies", Level.STUDY);
        get(router, "series", Level.SERIES);
        get(router, "instances", Level.INSTANCE);
        get(router, "studies/:study/series", Level.SERIES);
        get(router, "studies/:study/instances", Level.INSTANCE);
        get(router, "studies/:study/series/:series/instances", Level.INSTANCE);
    }

    private void get(Router router, String path, Level level) {
        router.get(BASE + path)
                .handler(routing ->
                        edge.serve(routing, RESOURCE, exchange -> search(exchange, level)));
    }

    private Uni<Void> search(Exchange exchange, Level level) {
        requireJson(exchange);
        SearchRequest request = request(exchange, level);
        Uni<Void> audited =
                auditLog.record(
                        edge.entry(exchange, Action.QUERY, RESOURCE)
                                .study(request.study())
                                .query(exchange.request().query())
                                .build());
        return Uni.combine()
                .all()
                .unis(archive.find(request, exchange::url), audited)
                .asTuple()
                .chain(both -> answer(exchange, both.getItem1()));
    }

    private static void requireJson(Exchange exchange) {
        boolean json =
                exchange.accepted().stream()
                        .anyMatch(type ->
                                type.accepts(MediaType.APPLICATION_DICOM_JSON)
                                        || type.accepts("application/json"));
        if (!json) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_ACCEPTABLE, "results are given as application/dicom+json");
        }
    }

    private SearchRequest request(Exchange exchange, Level level) {
        List<Map.Entry<String, String>> query = new ArrayList<>();
        exchange.routing().queryParams().forEach(parameter -> query.add(parameter));
        SearchParameters parameters = SearchParameters.read(query, config.maxResults());
        return new SearchRequest(
                level,
                exchange.optionalPath("study").orElse(null),
                exchange.optionalPath("series").orElse(null),
                PatientScope.of(exchange.granted(), exchange.caller()),
                parameters.keys(),
                parameters.include(),
                parameters.includeAll(),
                parameters.fuzzy(),
                parameters.limit(),
                parameters.offset());
    }

    private static Uni<Void> answer(Exchange exchange, Found found) {
        if (found.remaining() > 0) {
            exchange.warn(
                    "There are "
                            + (SearchStatement.isCountedOut(found.remaining())
                                    ? "more than " + (found.remaining() - 1)
                                    : found.remaining())
                            + " additional results that can be requested");
        }
        return found.results().isEmpty()
                ? exchange.answer(204)
                : exchange.answer(
                        200,
                        MediaType.APPLICATION_DICOM_JSON,
                        DicomJson.writeAll(found.results(), BulkDataUris.NONE));
    }
}
