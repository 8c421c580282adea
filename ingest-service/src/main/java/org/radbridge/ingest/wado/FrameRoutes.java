package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.radbridge.ingest.dicomweb.Exchange;

/** Frames of an instance (PS3.18 section 10.4.1.1.6). */
@ApplicationScoped
class FrameRoutes {
    private final Reading reading;
    private final Archive archive;
    private final FrameAnswers answers;

    FrameRoutes(Reading reading, Archive archive, FrameAnswers answers) {
        this.reading = reading;
        this.archive = archive;
        this.answers = answers;
    }

    void register(@Observes Router router) {
        reading.get(router, Reading.INSTANCE + "/frames/:frames", this::frames);
    }

    private Uni<Void> frames(Exchange exchange) {
        Selection selection = Reading.selection(exchange);
        List<Integer> numbers = FrameNumbers.of(exchange.path("frames"));
        return archive.detailed(selection)
                .map(found -> found.orElseThrow(Reading::nothing))
                .invoke(found -> reading.audit(exchange, selection, found.instance().patient()))
                .chain(found -> answers.frames(exchange, found, numbers));
    }
}
