package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.index.BulkDataLocation;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Frames of an instance (PS3.18 section 10.4.1.1.6), as they are kept: uncompressed ones as bytes,
 * read alone; compressed ones in the media type of their transfer syntax.
 */
@ApplicationScoped
class FrameRoutes {
    private static final String PIXEL_DATA = "7FE00010";
    private static final int BITS = 8;

    private final Reading reading;
    private final Archive archive;
    private final ObjectStore store;
    private final Transcoders transcoders;

    FrameRoutes(Reading reading, Archive archive, ObjectStore store, Transcoders transcoders) {
        this.reading = reading;
        this.archive = archive;
        this.store = store;
        this.transcoders = transcoders;
    }

    void register(@Observes Router router) {
        reading.get(router, Reading.INSTANCE + "/frames/:frames", this::frames);
    }

    private Uni<Void> frames(Exchange exchange) {
        Selection selection = Reading.selection(exchange);
        List<Integer> numbers = FrameNumbers.of(exchange.path("frames"));
        return archive.detailed(selection)
                .map(found -> found.orElseThrow(Reading::nothing))
                .call(found -> reading.audit(exchange, selection, found.instance().patient()))
                .chain(found -> send(exchange, found, numbers));
    }

    private Uni<Void> send(Exchange exchange, DetailedInstance found, List<Integer> numbers) {
        DataSet metadata = DicomJson.read(found.metadata(), BulkDataResolver.LEAVE_OUT);
        int frames = metadata.integer(Tag.NumberOfFrames).orElse(1);
        if (numbers.stream().anyMatch(number -> number > frames)) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_STORED, "the instance has " + frames + " frames");
        }
        String syntax = found.instance().transferSyntaxUid();
        Optional<BulkDataLocation> location = BulkDataLocation.find(found.metadata(), PIXEL_DATA);
        boolean fragments = location.map(BulkDataLocation::fragments).orElse(false);
        String type =
                fragments
                        ? FrameTypes.of(syntax)
                                .orElseThrow(() -> Reading.notAcceptable("application/dicom"))
                        : MediaType.APPLICATION_OCTET_STREAM;
        boolean single = single(exchange, type, syntax, fragments, numbers.size());
        Multi<Buffer> bodies =
                fragments
                        ? compressed(found.instance(), frames, numbers)
                        : plain(found, metadata, location, numbers);
        if (single) {
            return exchange.stream(type + ";transfer-syntax=" + syntax, bodies);
        }
        return sendMultipart(exchange, type, syntax, bodies);
    }

    private static boolean single(
            Exchange exchange, String type, String syntax, boolean fragments, int frames) {
        for (MediaType range : exchange.accepted()) {
            boolean syntaxTaken =
                    range.parameter("transfer-syntax")
                            .map(wish -> wish.equals("*") || wish.equals(syntax))
                            .orElse(true);
            boolean anyFrame =
                    range.parameter("transfer-syntax").filter("*"::equals).isPresent() && fragments;
            if (!syntaxTaken) {
                continue;
            }
            if (Reading.takesMultipart(range, type)
                    || anyFrame
                            && Reading.takesMultipart(range, MediaType.APPLICATION_OCTET_STREAM)) {
                return false;
            }
            if (range.accepts(type) && frames == 1) {
                return true;
            }
        }
        throw Reading.notAcceptable(
                "multipart/related; type=\"" + type + "\"; transfer-syntax=" + syntax);
    }

    private static Uni<Void> sendMultipart(
            Exchange exchange, String type, String syntax, Multi<Buffer> bodies) {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(type);
        Map<String, String> headers = Map.of("Content-Type", type + ";transfer-syntax=" + syntax);
        Multi<Buffer> parts =
                bodies.map(frame ->
                        writer.beginPart(headers)
                                .appendBuffer(frame)
                                .appendBuffer(writer.endPart()));
        return exchange.stream(
                writer.contentType(),
                Multi.createBy()
                        .concatenating()
                        .streams(parts, Multi.createFrom().item(writer::close)));
    }

    // --- uncompressed

    private Multi<Buffer> plain(
            DetailedInstance found,
            DataSet metadata,
            Optional<BulkDataLocation> location,
            List<Integer> numbers) {
        if (!PlainSyntaxes.contains(found.instance().transferSyntaxUid())) {
            throw Reading.notAcceptable("application/dicom");
        }
        int length = frameLength(metadata);
        if (location.isEmpty()) {
            byte[] pixels = metadata.bytes(Tag.PixelData).orElseThrow(Reading::nothing);
            return Multi.createFrom()
                    .iterable(numbers)
                    .map(number -> slice(Buffer.buffer(pixels), number, length));
        }
        long start = location.get().offset();
        return Multi.createFrom()
                .iterable(numbers)
                .onItem()
                .transformToUniAndConcatenate(number ->
                        store.read(
                                        found.instance().object(),
                                        start + (number - 1L) * length,
                                        length)
                                .collect()
                                .in(() -> Buffer.buffer(length), Buffer::appendBuffer));
    }

    private static Buffer slice(Buffer pixels, int number, int length) {
        int from = (number - 1) * length;
        if (pixels.length() < from + length) {
            throw Reading.nothing();
        }
        return pixels.getBuffer(from, from + length);
    }

    private static int frameLength(DataSet metadata) {
        long bits =
                (long) metadata.integer(Tag.Rows).orElse(0)
                        * metadata.integer(Tag.Columns).orElse(0)
                        * metadata.integer(Tag.SamplesPerPixel).orElse(1)
                        * metadata.integer(Tag.BitsAllocated).orElse(0);
        if (bits == 0 || bits % BITS != 0 || bits / BITS > Integer.MAX_VALUE) {
            throw Reading.notAcceptable("application/dicom");
        }
        return (int) (bits / BITS);
    }

    // --- compressed

    private Multi<Buffer> compressed(ArchivedInstance instance, int frames, List<Integer> numbers) {
        return transcoders
                .run(instance, file -> framesOf(file, frames))
                .toMulti()
                .onItem()
                .transformToMultiAndConcatenate(all ->
                        Multi.createFrom().iterable(numbers).map(number -> all.get(number - 1)));
    }

    private static List<Buffer> framesOf(byte[] file, int frames) {
        if (!(Part10Reader.read(file).dataSet().element(Tag.PixelData).orElse(null)
                instanceof PixelDataFragments pixels)) {
            throw Reading.nothing();
        }
        return EncapsulatedFrames.of(pixels.fragments(), frames);
    }
}
