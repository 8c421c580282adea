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
    private final StorageWorkers workers;

    MetadataRoutes(Reading reading, Archive archive, StorageWorkers workers) {
        this.reading = reading;
        this.archive = archive;
        this.workers = workers;
    }

    void register(@Observes Router router) {
        Reading.LEVELS.forEach(level -> reading.get(router, level + "/metadata", this::metadata));
    }

    private Uni<Void> metadata(Exchange exchange) {
        Form form = form(exchange);
        Selection selection = Reading.selection(exchange);
        AtomicBoolean first = new AtomicBoolean(true);
        Multi<Buffer> pages =
                archive.metadata(selection)
                        .onItem()
                        .transformToUniAndConcatenate(page -> {
                            if (!first.getAndSet(false)) {
                                return form.page(page, false);
                            }
                            if (page.isEmpty()) {
                                return Uni.createFrom().failure(Reading::nothing);
                            }
                            return reading.audit(exchange, selection, page.getFirst().patient())
                                    .chain(() -> form.page(page, true));
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
                return new Json(exchange);
            }
            if (Reading.takesMultipart(range, APPLICATION_DICOM_XML)) {
                return new Xml(exchange, workers);
            }
        }
        throw Reading.notAcceptable(
                "application/dicom+json or multipart/related; type=\"application/dicom+xml\"");
    }

    private static String bulkData(Exchange exchange, InstanceMetadata instance) {
        return exchange.url(
                "studies/"
                        + exchange.path("study")
                        + "/series/"
                        + instance.seriesInstanceUid()
                        + "/instances/"
                        + instance.sopInstanceUid()
                        + "/bulkdata/");
    }

    /** How metadata is written. */
    private sealed interface Form {
        String contentType();

        Uni<Buffer> page(List<InstanceMetadata> page, boolean first);

        Buffer end();
    }

    /** One array of all instances (PS3.18 section F.2.1). */
    private record Json(Exchange exchange) implements Form {
        @Override
        public String contentType() {
            return MediaType.APPLICATION_DICOM_JSON;
        }

        @Override
        public Uni<Buffer> page(List<InstanceMetadata> page, boolean first) {
            StringBuilder text = new StringBuilder();
            for (InstanceMetadata instance : page) {
                text.append(first && text.isEmpty() ? '[' : ',');
                StoredMetadata.append(text, instance.json(), bulkData(exchange, instance));
            }
            return Uni.createFrom().item(Buffer.buffer(text.toString()));
        }

        @Override
        public Buffer end() {
            return Buffer.buffer("]");
        }
    }

    /** One part per instance (PS3.19 annex A.1). */
    private record Xml(Exchange exchange, StorageWorkers workers, MultipartRelatedWriter writer)
            implements Form {
        Xml(Exchange exchange, StorageWorkers workers) {
            this(exchange, workers, MultipartRelatedWriter.of(APPLICATION_DICOM_XML));
        }

        @Override
        public String contentType() {
            return writer.contentType();
        }

        @Override
        public Uni<Buffer> page(List<InstanceMetadata> page, boolean first) {
            return workers.run(() -> {
                Buffer parts = Buffer.buffer();
                page.forEach(
                        instance -> parts.appendBuffer(writer.part(Buffer.buffer(xml(instance)))));
                return parts;
            });
        }

        private String xml(InstanceMetadata instance) {
            String bulkData = bulkData(exchange, instance);
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
