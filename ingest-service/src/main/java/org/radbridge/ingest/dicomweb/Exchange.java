package org.radbridge.ingest.dicomweb;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.kit.access.AccessDecision.Granted;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A request by a caller whom the policy grants something, and its answer.
 *
 * @param routing the Vert.x route's view
 * @param context the event loop that everything about this request runs on
 * @param caller who asks
 * @param granted how much of the resource
 */
public record Exchange(RoutingContext routing, Context context, Caller caller, Granted granted) {
    private static final String BASE = "/dicom-web/";

    /** The request; paused until somebody reads it. */
    public HttpServerRequest request() {
        return routing.request();
    }

    /** A part of the path. */
    public String path(String name) {
        return Optional.ofNullable(routing.pathParam(name)).orElse("");
    }

    /** A part of the path that not every route of a handler has. */
    public Optional<String> optionalPath(String name) {
        return Optional.ofNullable(routing.pathParam(name));
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        List<String> values = routing.queryParam(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** The absolute URL of a path below the DICOMweb base. */
    public String url(String path) {
        HttpServerRequest request = request();
        return request.scheme() + "://" + request.authority() + BASE + path;
    }

    /** What the client accepts, the dearest first; anything when it does not say. */
    public List<MediaType> accepted() {
        String header = request().getHeader("Accept");
        if (header == null || header.isBlank()) {
            return List.of(MediaType.parse("*/*"));
        }
        try {
            return MediaType.parseList(header).stream()
                    .sorted((a, b) -> Double.compare(b.quality(), a.quality()))
                    .toList();
        } catch (IllegalArgumentException malformed) {
            throw new RadbridgeException(
                    DicomWebFailure.NOT_ACCEPTABLE, "the Accept header is not understood");
        }
    }

    /** Sends a whole body. */
    public Uni<Void> answer(int status, String contentType, String body) {
        routing.response().setStatusCode(status).putHeader("Content-Type", contentType);
        return Uni.createFrom().completionStage(() -> routing.end(body).toCompletionStage());
    }

    /** Sends an answer without body. */
    public Uni<Void> answer(int status) {
        routing.response().setStatusCode(status);
        return Uni.createFrom().completionStage(() -> routing.end().toCompletionStage());
    }

    /**
     * Sends a body of unknown length, as fast as the client reads. Once it has begun, a failure can
     * only break the connection off: a client must not take the rest for the whole.
     */
    public Uni<Void> stream(String contentType, Multi<Buffer> body) {
        routing.response().setChunked(true).putHeader("Content-Type", contentType);
        return body.onItem()
                .transformToUniAndConcatenate(this::write)
                .collect()
                .last()
                .chain(() ->
                        Uni.createFrom().completionStage(() -> routing.end().toCompletionStage()));
    }

    private Uni<Void> write(Buffer bytes) {
        return Uni.createFrom()
                .completionStage(() -> routing.response().write(bytes).toCompletionStage());
    }
}
