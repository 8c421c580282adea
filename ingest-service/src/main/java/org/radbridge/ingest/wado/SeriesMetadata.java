package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.ingest.dicomweb.Exchange;

/**
 * Metadata of a series as DICOM JSON. A series of some hundred instances is put together once and
 * kept; each request asks the database whether the caller may see it and whether it is the same.
 */
@ApplicationScoped
class SeriesMetadata {
    private static final int LARGEST_KEPT = 1 << 20;

    private final Reading reading;
    private final Archive archive;
    private final MetadataAnswers answers;

    SeriesMetadata(Reading reading, Archive archive, MetadataAnswers answers) {
        this.reading = reading;
        this.archive = archive;
        this.answers = answers;
    }

    Uni<Void> answer(Exchange exchange, Selection selection) {
        return archive.series(selection)
                .chain(found -> {
                    SeriesState series = found.orElseThrow(Reading::nothing);
                    reading.audit(exchange, selection, series.patient());
                    return answer(exchange, selection, series);
                });
    }

    private Uni<Void> answer(Exchange exchange, Selection selection, SeriesState series) {
        MetadataJson json = new MetadataJson(exchange);
        return answers.find(series, json.base())
                .map(body -> exchange.answer(200, MediaType.APPLICATION_DICOM_JSON, body))
                .orElseGet(() -> putTogether(exchange, selection, series, json));
    }

    private Uni<Void> putTogether(
            Exchange exchange, Selection selection, SeriesState series, MetadataJson json) {
        Body body = new Body();
        Multi<Buffer> pages =
                archive.metadata(selection, series.instances())
                        .map(page -> {
                            if (page.isEmpty()) {
                                throw Reading.nothing();
                            }
                            return body.noted(json.page(page), page.size());
                        });
        Multi<Buffer> end =
                Multi.createFrom()
                        .item(() -> {
                            Buffer last = body.noted(json.end(), 0);
                            body.keep(answers, series, json.base());
                            return last;
                        });
        return exchange.stream(
                MediaType.APPLICATION_DICOM_JSON,
                Multi.createBy().concatenating().streams(pages, end));
    }

    /** What was sent so far, while it is small enough to be kept. */
    private static final class Body {
        private @Nullable Buffer sent = Buffer.buffer();
        private long instances;

        Buffer noted(Buffer piece, int of) {
            instances += of;
            Buffer before = sent;
            sent =
                    before == null || before.length() + piece.length() > LARGEST_KEPT
                            ? null
                            : before.appendBuffer(piece);
            return piece;
        }

        /** Of the instances that were read, which may be more than there were a moment ago. */
        void keep(MetadataAnswers answers, SeriesState series, String base) {
            if (sent != null) {
                answers.keep(
                        new SeriesState(series.number(), instances, series.patient()),
                        base,
                        sent.getBytes());
            }
        }
    }
}
