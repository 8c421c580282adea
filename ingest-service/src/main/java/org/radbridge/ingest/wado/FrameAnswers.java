package org.radbridge.ingest.wado;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.index.BulkDataLocation;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Answers frames of an instance: uncompressed ones read alone, compressed ones as they are kept or
 * decoded, as the client accepts.
 */
@ApplicationScoped
class FrameAnswers {
    private static final String PIXEL_DATA = "7FE00010";

    private final ObjectStore store;
    private final Transcoders transcoders;

    FrameAnswers(ObjectStore store, Transcoders transcoders) {
        this.store = store;
        this.transcoders = transcoders;
    }

    /** Answers the frames of these numbers, counted from 1. */
    Uni<Void> frames(Exchange exchange, DetailedInstance found, List<Integer> numbers) {
        Wanted wanted = wanted(found);
        int frames = wanted.frames();
        if (numbers.stream().anyMatch(number -> number > frames)) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_STORED, "the instance has " + frames + " frames");
        }
        return send(exchange, wanted, numbers, false);
    }

    /** Answers compressed Pixel Data as bulk data: all frames, in parts or decoded as one value. */
    Uni<Void> value(Exchange exchange, DetailedInstance found) {
        Wanted wanted = wanted(found);
        return send(exchange, wanted, wanted.all(), true);
    }

    /** The cells of all frames, decoded, one after another. */
    Uni<Multi<Buffer>> cells(DetailedInstance found) {
        Wanted wanted = wanted(found);
        if (!Transcoding.canExplain(wanted.syntax())) {
            throw Reading.notAcceptable("frames");
        }
        return inTurns(wanted, wanted.all(), false);
    }

    /** An instance whose frames are asked for. */
    private record Wanted(
            ArchivedInstance instance, DataSet metadata, Optional<BulkDataLocation> location) {
        String syntax() {
            return instance.transferSyntaxUid();
        }

        int frames() {
            return metadata.integer(Tag.NumberOfFrames).orElse(1);
        }

        boolean compressed() {
            return location.map(BulkDataLocation::fragments).orElse(false);
        }

        List<Integer> all() {
            return IntStream.rangeClosed(1, frames()).boxed().toList();
        }
    }

    private static Wanted wanted(DetailedInstance found) {
        return new Wanted(
                found.instance(),
                DicomJson.read(found.metadata(), BulkDataResolver.LEAVE_OUT),
                BulkDataLocation.find(found.metadata(), PIXEL_DATA));
    }

    private Uni<Void> send(
            Exchange exchange, Wanted wanted, List<Integer> numbers, boolean joined) {
        FrameForm form =
                FrameForm.of(
                        exchange.accepted(),
                        wanted.syntax(),
                        wanted.compressed(),
                        numbers.size() == 1,
                        joined);
        Uni<Multi<Buffer>> bodies =
                wanted.compressed() || !PlainSyntaxes.contains(wanted.syntax())
                        ? inTurns(wanted, numbers, form.kept())
                        : Uni.createFrom().item(plain(wanted, numbers));
        return bodies.chain(frames ->
                form.multipart()
                        ? sendMultipart(exchange, form, frames)
                        : exchange.stream(form.contentType(), frames));
    }

    private static Uni<Void> sendMultipart(
            Exchange exchange, FrameForm form, Multi<Buffer> frames) {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(form.type());
        Map<String, String> headers = Map.of("Content-Type", form.contentType());
        Multi<Buffer> parts =
                frames.map(frame ->
                        writer.beginPart(headers)
                                .appendBuffer(frame)
                                .appendBuffer(writer.endPart()));
        return exchange.stream(
                writer.contentType(),
                Multi.createBy()
                        .concatenating()
                        .streams(parts, Multi.createFrom().item(writer::close)));
    }

    private Uni<Multi<Buffer>> inTurns(Wanted wanted, List<Integer> numbers, boolean kept) {
        return transcoders
                .begin(
                        wanted.instance(),
                        (file, done) ->
                                kept
                                        ? FrameBytes.kept(file, numbers, done)
                                        : FrameBytes.cells(file, numbers, done))
                .onFailure(ImageException.class)
                .transform(failure -> FrameBytes.refused((ImageException) failure));
    }

    // --- uncompressed, where the bytes stand as they are answered

    private Multi<Buffer> plain(Wanted wanted, List<Integer> numbers) {
        int length =
                FrameLength.of(wanted.metadata())
                        .orElseThrow(() -> Reading.notAcceptable("application/dicom"));
        if (wanted.location().isEmpty()) {
            byte[] pixels = wanted.metadata().bytes(Tag.PixelData).orElseThrow(Reading::nothing);
            return Multi.createFrom()
                    .iterable(numbers)
                    .map(number -> slice(Buffer.buffer(pixels), number, length));
        }
        long start = wanted.location().get().offset();
        return Multi.createFrom()
                .iterable(numbers)
                .onItem()
                .transformToUniAndConcatenate(number ->
                        store.read(
                                        wanted.instance().object(),
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
}
