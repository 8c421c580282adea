package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.storage.StorageWorkers;
import org.radbridge.ingest.wado.Pictures.Picture;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Rendered resources and thumbnails (PS3.18 sections 10.4.1.1.3 and 10.4.1.1.7). One picture alone
 * is the frame in the middle of the instance in the middle; parts are all of them.
 */
@ApplicationScoped
class PictureRoutes {
    private final Reading reading;
    private final Archive archive;
    private final Transcoders transcoders;
    private final StorageWorkers workers;
    private final WadoConfig config;

    PictureRoutes(
            Reading reading,
            Archive archive,
            Transcoders transcoders,
            StorageWorkers workers,
            WadoConfig config) {
        this.reading = reading;
        this.archive = archive;
        this.transcoders = transcoders;
        this.workers = workers;
        this.config = config;
    }

    void register(@Observes Router router) {
        for (String level : Reading.LEVELS) {
            reading.get(router, level + "/rendered", exchange -> rendered(exchange, List.of()));
            reading.get(router, level + "/thumbnail", exchange -> thumbnail(exchange, List.of()));
        }
        String frames = Reading.INSTANCE + "/frames/:frames";
        reading.get(
                router,
                frames + "/rendered",
                exchange -> rendered(exchange, FrameNumbers.of(exchange.path("frames"))));
        reading.get(
                router,
                frames + "/thumbnail",
                exchange -> thumbnail(exchange, FrameNumbers.of(exchange.path("frames"))));
    }

    private Uni<Void> rendered(Exchange exchange, List<Integer> frames) {
        PictureForm form = PictureForm.of(exchange.accepted(), frames.size() < 2, true);
        Pictures pictures = new Pictures(form.type(), RenderingParameters.of(exchange));
        return form.multipart() ? all(exchange, pictures, frames) : one(exchange, pictures, frames);
    }

    private Uni<Void> thumbnail(Exchange exchange, List<Integer> frames) {
        if (frames.size() > 1) {
            throw new RadbridgeException(
                    DicomWebFailure.INVALID_QUERY, "a thumbnail is of one frame");
        }
        PictureForm form = PictureForm.of(exchange.accepted(), true, false);
        RenderingParameters parameters =
                RenderingParameters.of(exchange).orWithin(config.thumbnailSide());
        return one(exchange, new Pictures(form.type(), parameters), frames);
    }

    // --- one picture

    private Uni<Void> one(Exchange exchange, Pictures pictures, List<Integer> frames) {
        Selection selection = Reading.selection(exchange);
        OptionalInt frame = frames.stream().mapToInt(Integer::intValue).findFirst();
        return representative(selection)
                .invoke(found -> reading.audit(exchange, selection, found.instance().patient()))
                .chain(found -> picture(pictures, found, frame))
                .chain(bytes ->
                        exchange.stream(
                                pictures.type().mediaType(),
                                bytes.length,
                                Multi.createFrom().item(Buffer.buffer(bytes))));
    }

    private Uni<byte[]> picture(Pictures pictures, DetailedInstance found, OptionalInt number) {
        return workers.run(() -> FrameAlone.of(found, number))
                .chain(alone ->
                        alone.map(frame ->
                                        transcoders.run(
                                                found.instance(),
                                                frame.offset(),
                                                frame.length(),
                                                cells -> pictures.one(frame, cells)))
                                .orElseGet(() ->
                                        transcoders.run(
                                                found.instance(),
                                                file -> pictures.one(file, number))));
    }

    private Uni<DetailedInstance> representative(Selection selection) {
        if (selection.instance() != null) {
            return archive.detailed(selection).map(found -> found.orElseThrow(Reading::nothing));
        }
        return archive.middle(selection)
                .chain(middle ->
                        middle.map(found -> Uni.createFrom().item(found))
                                .orElseGet(() ->
                                        archive.find(selection).map(PictureRoutes::noPicture)));
    }

    private static DetailedInstance noPicture(List<ArchivedInstance> found) {
        throw found.isEmpty() ? Reading.nothing() : notRenderable();
    }

    private static RadbridgeException notRenderable() {
        return new RadbridgeException(
                DicomWebFailure.NOT_RENDERABLE,
                "none of the instances is a picture that is decoded");
    }

    // --- all pictures

    private Uni<Void> all(Exchange exchange, Pictures pictures, List<Integer> frames) {
        Selection selection = Reading.selection(exchange);
        return archive.find(selection)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw Reading.nothing();
                    }
                })
                .invoke(found -> reading.audit(exchange, selection, found.getFirst().patient()))
                .chain(found -> send(exchange, pictures, found, frames));
    }

    private Uni<Void> send(
            Exchange exchange,
            Pictures pictures,
            List<ArchivedInstance> found,
            List<Integer> frames) {
        List<ArchivedInstance> decoded = found.stream().filter(Renderable::isDecoded).toList();
        int left = found.size() - decoded.size();
        if (left > 0) {
            exchange.warn(left + " instances are left out: their pixels are not decoded here");
        }
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(pictures.type().mediaType());
        Multi<Buffer> parts =
                Multi.createFrom()
                        .iterable(decoded)
                        .onItem()
                        .transformToMultiAndConcatenate(instance ->
                                transcoders
                                        .begin(
                                                instance,
                                                (file, done) -> pictures.some(file, frames, done))
                                        .toMulti()
                                        .flatMap(batches -> batches)
                                        .map(picture -> part(exchange, writer, instance, picture)))
                        .onCompletion()
                        .ifEmpty()
                        .failWith(PictureRoutes::notRenderable);
        return exchange.stream(
                writer.contentType(),
                Multi.createBy()
                        .concatenating()
                        .streams(parts, Multi.createFrom().item(writer::close)));
    }

    private static Buffer part(
            Exchange exchange,
            MultipartRelatedWriter writer,
            ArchivedInstance instance,
            Picture picture) {
        String url =
                exchange.url(
                        "studies/"
                                + exchange.path("study")
                                + "/series/"
                                + instance.seriesInstanceUid()
                                + "/instances/"
                                + instance.sopInstanceUid()
                                + "/frames/"
                                + picture.frame()
                                + "/rendered");
        return writer.beginPart(Map.of("Content-Location", url))
                .appendBytes(picture.bytes())
                .appendBuffer(writer.endPart());
    }
}
