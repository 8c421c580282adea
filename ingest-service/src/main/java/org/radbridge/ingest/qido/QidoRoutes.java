package org.radbridge.ingest.qido;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.access.PatientScope;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.qido.ArchiveSearch.Found;
import org.radbridge.ingest.qido.SearchAnswer.Form;
import org.radbridge.ingest.storage.StorageWorkers;

/** Searches for studies, series and instances, below a study or series or across all. */
@ApplicationScoped
class QidoRoutes {
    private static final String RESOURCE = "instance";
    private static final String BASE = "/dicom-web/";
    private static final int FEW = 8;

    private final DicomWebEdge edge;
    private final ArchiveSearch archive;
    private final QidoConfig config;
    private final StorageWorkers workers;

    QidoRoutes(
            DicomWebEdge edge, ArchiveSearch archive, QidoConfig config, StorageWorkers workers) {
        this.edge = edge;
        this.archive = archive;
        this.config = config;
        this.workers = workers;
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
        Form form = Form.of(exchange.accepted());
        SearchRequest request = request(exchange, level);
        Uni<Found> search = archive.find(request, exchange::url);
        edge.record(
                exchange,
                edge.entry(exchange, Action.QUERY, RESOURCE)
                        .study(request.study())
                        .query(exchange.request().query()));
        return search.chain(found -> answer(exchange, form, found));
    }

    private SearchRequest request(Exchange exchange, Level level) {
        List<Map.Entry<String, String>> query = new ArrayList<>();
        exchange.routing().queryParams().forEach(parameter -> query.add(parameter));
        return SearchRequest.of(
                level,
                exchange.optionalPath("study").orElse(null),
                exchange.optionalPath("series").orElse(null),
                PatientScope.of(exchange.granted(), exchange.caller()),
                query,
                config.maxResults());
    }

    private Uni<Void> answer(Exchange exchange, Form form, Found found) {
        if (found.remaining() > 0) {
            exchange.warn(
                    "There are "
                            + (SearchStatement.isCountedOut(found.remaining())
                                    ? "more than " + (found.remaining() - 1)
                                    : found.remaining())
                            + " additional results that can be requested");
        }
        if (found.results().isEmpty()) {
            return exchange.answer(204);
        }
        // what is soon done is done here: a worker would cost more than it takes over
        return found.results().size() <= FEW
                ? send(exchange, form.write(found.results()))
                : workers.run(() -> form.write(found.results()))
                        .chain(answer -> send(exchange, answer));
    }

    private static Uni<Void> send(Exchange exchange, SearchAnswer answer) {
        return exchange.answer(200, answer.contentType(), answer.body());
    }
}
