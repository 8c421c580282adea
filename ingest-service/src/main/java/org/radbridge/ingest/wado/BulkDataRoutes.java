package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.index.BulkDataLocation;
import org.radbridge.ingest.storage.ObjectStore;

/**
 * Bulk data (PS3.18 section 10.4.1.1.4): one value by the URL that metadata tells, of which a
 * client may ask for a range of bytes, or all values of a study, series or instance.
 */
@ApplicationScoped
class BulkDataRoutes {
    private static final String PIXEL_DATA = "7FE0";

    private final Reading reading;
    private final Archive archive;
    private final ObjectStore store;
    private final FrameAnswers frames;

    BulkDataRoutes(Reading reading, Archive archive, ObjectStore store, FrameAnswers frames) {
        this.reading = reading;
        this.archive = archive;
        this.store = store;
        this.frames = frames;
    }

    void register(@Observes Router router) {
        reading.get(router, Reading.INSTANCE + "/bulkdata/*", this::one);
        for (String level : Reading.LEVELS) {
            reading.get(router, level + "/bulkdata", exchange -> all(exchange, ""));
            reading.get(router, level + "/pixeldata", exchange -> all(exchange, PIXEL_DATA));
        }
    }

    private record Value(DetailedInstance found, BulkDataLocation location) {
        ArchivedInstance instance() {
            return found.instance();
        }
    }

    private Uni<Void> one(Exchange exchange) {
        Selection selection = Reading.selection(exchange);
        String whole = exchange.routing().normalizedPath();
        String path = whole.substring(whole.indexOf("/bulkdata/") + "/bulkdata/".length());
        return archive.detailed(selection)
                .map(found -> found.orElseThrow(Reading::nothing))
                .map(found ->
                        new Value(
                                found,
                                BulkDataLocation.find(found.metadata(), path)
                                        .orElseThrow(Reading::nothing)))
                .invoke(value -> reading.audit(exchange, selection, value.instance().patient()))
                .chain(value -> send(exchange, value));
    }

    private Uni<Void> send(Exchange exchange, Value value) {
        if (value.location().fragments()) {
            return frames.value(exchange, value.found());
        }
        requireBytes(value);
        for (MediaType range : exchange.accepted()) {
            if (Reading.takesMultipart(range, MediaType.APPLICATION_OCTET_STREAM)
                    && range.type().equals(MediaType.MULTIPART_RELATED)) {
                return sendMultipart(exchange, List.of(value));
            }
            if (range.accepts(MediaType.APPLICATION_OCTET_STREAM)) {
                long start = value.location().offset();
                return exchange.streamRange(
                        MediaType.APPLICATION_OCTET_STREAM,
                        value.location().length(),
                        (offset, length) ->
                                store.read(value.instance().object(), start + offset, length));
            }
        }
        throw Reading.notAcceptable(MediaType.APPLICATION_OCTET_STREAM);
    }

    private static void requireBytes(Value value) {
        if (!PlainSyntaxes.contains(value.instance().transferSyntaxUid())) {
            throw Reading.notAcceptable(
                    "a part of application/dicom: it is kept deflated, or big endian");
        }
        if (value.location().fragments()
                && !Transcoding.canExplain(value.instance().transferSyntaxUid())) {
            throw Reading.notAcceptable("frames");
        }
    }

    private Uni<Void> all(Exchange exchange, String begins) {
        Selection selection = Reading.selection(exchange);
        boolean taken =
                exchange.accepted().stream()
                        .anyMatch(range ->
                                Reading.takesMultipart(range, MediaType.APPLICATION_OCTET_STREAM));
        if (!taken) {
            throw Reading.notAcceptable("multipart/related; type=\"application/octet-stream\"");
        }
        return archive.details(selection)
                .onItem()
                .invoke(found -> required(found))
                .invoke(found ->
                        reading.audit(exchange, selection, found.getFirst().instance().patient()))
                .map(found ->
                        found.stream()
                                .flatMap(BulkDataRoutes::values)
                                .filter(value -> value.location().path().startsWith(begins))
                                .toList())
                .chain(values ->
                        values.isEmpty()
                                ? Uni.createFrom().failure(Reading::nothing)
                                : sendMultipart(exchange, values));
    }

    private static void required(List<DetailedInstance> found) {
        if (found.isEmpty()) {
            throw Reading.nothing();
        }
    }

    private static Stream<Value> values(DetailedInstance found) {
        return BulkDataLocation.all(found.metadata()).stream()
                .map(location -> new Value(found, location));
    }

    private Uni<Void> sendMultipart(Exchange exchange, List<Value> values) {
        values.forEach(BulkDataRoutes::requireBytes);
        MultipartRelatedWriter writer =
                MultipartRelatedWriter.of(MediaType.APPLICATION_OCTET_STREAM);
        Multi<Buffer> parts =
                Multi.createFrom()
                        .iterable(values)
                        .onItem()
                        .transformToMultiAndConcatenate(value -> part(exchange, writer, value));
        Multi<Buffer> end = Multi.createFrom().item(writer::close);
        return exchange.stream(
                writer.contentType(), Multi.createBy().concatenating().streams(parts, end));
    }

    private Multi<Buffer> part(Exchange exchange, MultipartRelatedWriter writer, Value value) {
        ArchivedInstance instance = value.instance();
        String url =
                exchange.url(
                        "studies/"
                                + exchange.path("study")
                                + "/series/"
                                + instance.seriesInstanceUid()
                                + "/instances/"
                                + instance.sopInstanceUid()
                                + "/bulkdata/"
                                + value.location().path());
        Map<String, String> headers = Map.of("Content-Location", url);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(() -> writer.beginPart(headers)),
                        bytes(value),
                        Multi.createFrom().item(writer::endPart));
    }

    /** Compressed pixels are bytes once they are decoded. */
    private Multi<Buffer> bytes(Value value) {
        BulkDataLocation location = value.location();
        return location.fragments()
                ? frames.cells(value.found()).toMulti().flatMap(cells -> cells)
                : store.read(value.instance().object(), location.offset(), location.length());
    }
}
