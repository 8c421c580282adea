package org.radbridge.ingest.stow;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartException;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.dicom.web.MultipartRelatedParser;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.dicomweb.ContextFutures;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.receive.Receiver;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.Sender;
import org.radbridge.ingest.storage.StorageWorkers;
import org.radbridge.kit.failure.RadbridgeException;

/** {@code POST /dicom-web/studies} and {@code POST /dicom-web/studies/{study}}. */
@ApplicationScoped
class StowRoutes {
    private static final String RESOURCE = "store";

    private final DicomWebEdge edge;
    private final Receiver receiver;
    private final StorageWorkers workers;
    private final StowConfig config;

    StowRoutes(DicomWebEdge edge, Receiver receiver, StorageWorkers workers, StowConfig config) {
        this.edge = edge;
        this.receiver = receiver;
        this.workers = workers;
        this.config = config;
    }

    void register(@Observes Router router) {
        router.post("/dicom-web/studies")
                .handler(routing -> edge.serve(routing, RESOURCE, this::store));
        router.post("/dicom-web/studies/:study")
                .handler(routing -> edge.serve(routing, RESOURCE, this::store));
    }

    private Uni<Void> store(Exchange exchange) {
        MediaType contentType = contentType(exchange);
        @Nullable String study = exchange.optionalPath("study").orElse(null);
        Sender sender = Sender.client(exchange.caller().userName());
        requireAnswerable(exchange);
        TransferRecords records = new TransferRecords(edge, exchange, RESOURCE);
        StowBody body =
                new StowBody(exchange.context(), () -> receiver.file(sender, study), records::add);
        if (isOfMetadata(contentType)) {
            return storeMetadata(exchange, contentType, body);
        }
        MultipartRelatedParser parser = parser(contentType, body);
        return Uni.createFrom()
                .completionStage(() -> parser.parse(exchange.request()).toCompletionStage())
                .onItemOrFailure()
                .transformToUni((_, failure) -> finish(exchange, body, failure));
    }

    /** Metadata and bulk data become files, which are stored as if they had come as such. */
    private Uni<Void> storeMetadata(Exchange exchange, MediaType contentType, StowBody body) {
        MetadataBody parts = new MetadataBody(config.maxMetadataBody().asLongValue());
        MultipartRelatedParser parser = parser(contentType, parts);
        return Uni.createFrom()
                .completionStage(() -> parser.parse(exchange.request()).toCompletionStage())
                .onFailure(MultipartException.class)
                .transform(StowRoutes::withoutInstances)
                .chain(() -> workers.run(parts::files))
                .chain(files -> ContextFutures.to(exchange.context(), () -> body.takeAll(files)))
                .chain(() -> finish(exchange, body, null));
    }

    private static boolean isOfMetadata(MediaType contentType) {
        return contentType
                .parameter("type")
                .map(type -> MetadataBody.isMetadata(MediaType.parse(type)))
                .orElse(false);
    }

    private static MediaType contentType(Exchange exchange) {
        String header = exchange.request().getHeader("Content-Type");
        try {
            MediaType type = MediaType.parse(header == null ? "" : header);
            boolean dicomParts =
                    type.parameter("type")
                            .map(MediaType::parse)
                            .map(part ->
                                    part.type().equals(MediaType.APPLICATION_DICOM)
                                            || MetadataBody.isMetadata(part))
                            .orElse(true);
            if (type.type().equals(MediaType.MULTIPART_RELATED) && dicomParts) {
                return type;
            }
        } catch (IllegalArgumentException noMediaType) {
            throw unsupported();
        }
        throw unsupported();
    }

    private static RadbridgeException unsupported() {
        return new RadbridgeException(
                DicomWebFailure.UNSUPPORTED_MEDIA_TYPE,
                "send multipart/related; type=\"application/dicom\", or dicom+json, or dicom+xml");
    }

    /** The size of a part is bounded where it is received, with a result of its own. */
    private static MultipartRelatedParser parser(MediaType contentType, PartHandler body) {
        MultipartLimits limits =
                new MultipartLimits(
                        MultipartLimits.DEFAULT.maxHeaderBytes(),
                        MultipartLimits.DEFAULT.maxParts(),
                        Long.MAX_VALUE);
        try {
            return new MultipartRelatedParser(contentType, limits, body);
        } catch (MultipartException noBoundary) {
            throw new RadbridgeException(
                    DicomWebFailure.MALFORMED_BODY, String.valueOf(noBoundary.getMessage()));
        }
    }

    private Uni<Void> finish(Exchange exchange, StowBody body, @Nullable Throwable failure) {
        return body.breakOff()
                .chain(body::outcomes)
                .chain(outcomes ->
                        outcomes.isEmpty()
                                ? Uni.createFrom().failure(withoutInstances(failure))
                                : answer(exchange, outcomes, failure));
    }

    private static Throwable withoutInstances(@Nullable Throwable failure) {
        return switch (failure) {
            case null ->
                    new RadbridgeException(DicomWebFailure.NO_INSTANCE, "the body has no parts");
            case MultipartException malformed ->
                    new RadbridgeException(
                            DicomWebFailure.MALFORMED_BODY, String.valueOf(malformed.getMessage()));
            default -> failure;
        };
    }

    /** A body that broke after some parts: those are stored, so it is a success in part. */
    private static Uni<Void> answer(
            Exchange exchange, List<ReceptionOutcome> outcomes, @Nullable Throwable failure) {
        StoreResponse response = StoreResponse.of(outcomes, exchange::url);
        int status = failure != null && response.status() == 200 ? 202 : response.status();
        return answersInXml(exchange)
                ? exchange.answer(
                        status, MetadataBody.APPLICATION_DICOM_XML, DicomXml.write(response.body()))
                : exchange.answer(
                        status, MediaType.APPLICATION_DICOM_JSON, DicomJson.write(response.body()));
    }

    /** Before anything is stored, so that no answer is due that cannot be given. */
    private static void requireAnswerable(Exchange exchange) {
        boolean answerable =
                answersInXml(exchange)
                        || exchange.accepted().stream().anyMatch(StowRoutes::takesJson);
        if (!answerable) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_ACCEPTABLE,
                    "the response is given as application/dicom+json or application/dicom+xml");
        }
    }

    private static boolean takesJson(MediaType range) {
        return range.accepts(MediaType.APPLICATION_DICOM_JSON) || range.accepts("application/json");
    }

    private static boolean answersInXml(Exchange exchange) {
        for (MediaType range : exchange.accepted()) {
            if (takesJson(range)) {
                return false;
            }
            if (range.accepts(MetadataBody.APPLICATION_DICOM_XML)) {
                return true;
            }
        }
        return false;
    }
}
