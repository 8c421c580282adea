package org.radbridge.ingest.wado;

import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.storage.ObjectStore;

/**
 * Instances of a study, a series, or one (PS3.18 section 10.4.1.1.1), in a transfer syntax that the
 * client accepts: as they are kept where it takes that, else in Explicit VR Little Endian.
 */
@ApplicationScoped
class InstanceRoutes {
    private final Reading reading;
    private final Archive archive;
    private final ObjectStore store;
    private final Transcoders transcoders;

    InstanceRoutes(Reading reading, Archive archive, ObjectStore store, Transcoders transcoders) {
        this.reading = reading;
        this.archive = archive;
        this.store = store;
        this.transcoders = transcoders;
    }

    void register(@Observes Router router) {
        Reading.LEVELS.forEach(level -> reading.get(router, level, this::retrieve));
    }

    private Uni<Void> retrieve(Exchange exchange) {
        Selection selection = Reading.selection(exchange);
        List<MediaType> ranges = exchange.accepted();
        return archive.find(selection)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw Reading.nothing();
                    }
                })
                .invoke(found -> reading.audit(exchange, selection, found.getFirst().patient()))
                .chain(found -> send(exchange, selection, ranges, found));
    }

    private Uni<Void> send(
            Exchange exchange,
            Selection selection,
            List<MediaType> ranges,
            List<ArchivedInstance> found) {
        List<MediaType> multipart =
                ranges.stream()
                        .filter(range -> Reading.takesMultipart(range, MediaType.APPLICATION_DICOM))
                        .toList();
        List<MediaType> single =
                selection.instance() == null
                        ? List.of()
                        : ranges.stream()
                                .filter(range -> range.type().equals(MediaType.APPLICATION_DICOM))
                                .toList();
        boolean singleFirst =
                !single.isEmpty()
                        && (multipart.isEmpty()
                                || ranges.indexOf(single.getFirst())
                                        < ranges.indexOf(multipart.getFirst()));
        if (singleFirst) {
            return sendSingle(exchange, AcceptedSyntaxes.of(single), found.getFirst());
        }
        if (multipart.isEmpty()) {
            throw Reading.notAcceptable("multipart/related; type=\"application/dicom\"");
        }
        return sendMultipart(exchange, AcceptedSyntaxes.of(multipart), found);
    }

    private Uni<Void> sendSingle(
            Exchange exchange, AcceptedSyntaxes accepted, ArchivedInstance instance) {
        if (isSentAsKept(accepted, instance)) {
            return exchange.streamRange(
                    typeOf(instance.transferSyntaxUid()),
                    instance.size(),
                    (offset, length) -> store.read(instance.object(), offset, length));
        }
        return explained(accepted, instance)
                .chain(rendition -> exchange.stream(typeOf(rendition.syntax()), rendition.bytes()));
    }

    private Uni<Void> sendMultipart(
            Exchange exchange, AcceptedSyntaxes accepted, List<ArchivedInstance> instances) {
        instances.forEach(instance -> isSentAsKept(accepted, instance));
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        ArchivedInstance first = instances.getFirst();
        Multi<Buffer> parts =
                Multi.createFrom()
                        .iterable(instances)
                        .onItem()
                        .transformToMultiAndConcatenate(instance -> {
                            Buffer before = instance == first ? Buffer.buffer() : writer.endPart();
                            return isSentAsKept(accepted, instance)
                                    ? part(before, writer, kept(instance))
                                    : explained(accepted, instance)
                                            .onItem()
                                            .transformToMulti(made -> part(before, writer, made));
                        });
        Multi<Buffer> end =
                Multi.createFrom().item(() -> writer.endPart().appendBuffer(writer.close()));
        return exchange.stream(
                writer.contentType(), Multi.createBy().concatenating().streams(parts, end));
    }

    /** What frames a part goes with its first bytes: most instances are one piece on the wire. */
    private static Multi<Buffer> part(
            Buffer before, MultipartRelatedWriter writer, Rendition rendition) {
        Buffer lead =
                before.appendBuffer(
                        writer.beginPart(Map.of("Content-Type", typeOf(rendition.syntax()))));
        AtomicBoolean begun = new AtomicBoolean();
        return rendition
                .bytes()
                .map(piece -> begun.getAndSet(true) ? piece : joined(lead, piece))
                .onCompletion()
                .ifEmpty()
                .continueWith(lead);
    }

    private static Buffer joined(Buffer lead, Buffer piece) {
        return Buffer.buffer(Unpooled.wrappedBuffer(lead.getByteBuf(), piece.getByteBuf()));
    }

    /**
     * Whether an instance is answered as it is kept. Without a wish of the client one that cannot
     * become Explicit VR Little Endian is, too.
     */
    private boolean isSentAsKept(AcceptedSyntaxes accepted, ArchivedInstance instance) {
        String kept = instance.transferSyntaxUid();
        if (accepted.takes(kept)) {
            return true;
        }
        if (accepted.takesExplicitLittleEndian()
                && Transcoding.canExplain(kept)
                && transcoders.take(instance)) {
            return false;
        }
        if (accepted.unspecified()) {
            return true;
        }
        throw Reading.notAcceptable("transfer-syntax " + kept + ", or ask for transfer-syntax=*");
    }

    /**
     * An instance as it is answered.
     *
     * @param syntax the UID of its transfer syntax
     */
    private record Rendition(String syntax, Multi<Buffer> bytes) {}

    /** Pixels that turn out to be broken come as they are kept, unless a client forbids that. */
    private Uni<Rendition> explained(AcceptedSyntaxes accepted, ArchivedInstance instance) {
        return transcoders
                .begin(instance, Transcoding::explicitLittleEndian)
                .map(bytes -> new Rendition(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(), bytes))
                .onFailure(ImageException.class)
                .recoverWithUni(broken ->
                        accepted.unspecified()
                                ? Uni.createFrom().item(kept(instance))
                                : Uni.createFrom()
                                        .failure(FrameBytes.refused((ImageException) broken)));
    }

    private Rendition kept(ArchivedInstance instance) {
        return new Rendition(instance.transferSyntaxUid(), store.read(instance.object()));
    }

    private static String typeOf(String syntax) {
        return MediaType.APPLICATION_DICOM + ";transfer-syntax=" + syntax;
    }
}
