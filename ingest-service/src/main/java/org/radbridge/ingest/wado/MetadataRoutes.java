package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.storage.StorageWorkers;

/**
 * Metadata of a study, series or instance (PS3.18 section 10.4.1.1.2). It is kept as the text that
 * is answered: JSON is put together without being read.
 */
@ApplicationScoped
class MetadataRoutes {
    private static final String APPLICATION_DICOM_XML = "application/dicom+xml";

    private final Reading reading;
    private final Archive archive;
    private final SeriesMetadata ofSeries;
    private final StorageWorkers workers;

    MetadataRoutes(
            Reading reading, Archive archive, SeriesMetadata ofSeries, StorageWorkers workers) {
        this.reading = reading;
        this.archive = archive;
        this.ofSeries = ofSeries;
        this.workers = workers;
    }

    void register(@Observes Router router) {
        Reading.LEVELS.forEach(level -> reading.get(router, level + "/metadata", this::metadata));
    }

    private Uni<Void> metadata(Exchange exchange) {
        Form form = form(exchange);
        Selection selection = Reading.selection(exchange);
        if (form instanceof Json && selection.series() != null && selection.instance() == null) {
            return ofSeries.answer(exchange, selection);
        }
        AtomicBoolean first = new AtomicBoolean(true);
        Multi<Buffer> pages =
                archive.metadata(selection)
                        .onItem()
                        .transformToUniAndConcatenate(page -> {
                            if (!first.getAndSet(false)) {
                                return form.page(page);
                            }
                            if (page.isEmpty()) {
                                return Uni.createFrom().failure(Reading::nothing);
                            }
                            reading.audit(exchange, selection, page.getFirst().patient());
                            return form.page(page);
                        });
        return exchange.stream(
                form.contentType(),
                Multi.createBy()
                        .concatenating()
                        .streams(pages, Multi.createFrom().item(form::end)));
    }

    private Form form(Exchange exchange) {
        for (MediaType range : exchange.accepted()) {
            if (range.accepts(MediaType.APPLICATION_DICOM_JSON)
                    || range.accepts("application/json")) {
                return new Json(new MetadataJson(exchange));
            }
            if (Reading.takesMultipart(range, APPLICATION_DICOM_XML)) {
                return new Xml(exchange, workers);
            }
        }
        throw Reading.notAcceptable(
                "application/dicom+json or multipart/related; type=\"application/dicom+xml\"");
    }

    /** How metadata is written. */
    private sealed interface Form {
        String contentType();

        Uni<Buffer> page(List<InstanceMetadata> page);

        Buffer end();
    }

    private record Json(MetadataJson json) implements Form {
        @Override
        public String contentType() {
            return MediaType.APPLICATION_DICOM_JSON;
        }

        @Override
        public Uni<Buffer> page(List<InstanceMetadata> page) {
            return Uni.createFrom().item(json.page(page));
        }

        @Override
        public Buffer end() {
            return json.end();
        }
    }

    /** One part per instance (PS3.19 annex A.1). */
    private record Xml(String base, StorageWorkers workers, MultipartRelatedWriter writer)
            implements Form {
        Xml(Exchange exchange, StorageWorkers workers) {
            this(
                    MetadataJson.base(exchange),
                    workers,
                    MultipartRelatedWriter.of(APPLICATION_DICOM_XML));
        }

        @Override
        public String contentType() {
            return writer.contentType();
        }

        @Override
        public Uni<Buffer> page(List<InstanceMetadata> page) {
            return workers.run(() -> {
                Buffer parts = Buffer.buffer();
                page.forEach(
                        instance -> parts.appendBuffer(writer.part(Buffer.buffer(xml(instance)))));
                return parts;
            });
        }

        private String xml(InstanceMetadata instance) {
            String bulkData = MetadataJson.bulkData(base, instance);
            return DicomXml.write(
                    DicomJson.read(instance.json(), BulkDataResolver.LEAVE_OUT),
                    (path, element) ->
                            element instanceof SkippedElement
                                    ? java.util.Optional.of(bulkData + path)
                                    : java.util.Optional.empty());
        }

        @Override
        public Buffer end() {
            return writer.close();
        }
    }
}
