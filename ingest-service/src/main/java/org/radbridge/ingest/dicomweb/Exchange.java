package org.radbridge.ingest.dicomweb;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
 * @param owed what must be durable before the first byte of the answer leaves
 */
public record Exchange(
        RoutingContext routing, Context context, Caller caller, Granted granted, OwedRecords owed) {
    private static final String BASE = "/dicom-web/";

    /** One that is written, and one that is read meanwhile: of objects a megabyte each at most. */
    private static final int PIECES_ON_THEIR_WAY = 2;

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

    /** Adds a warning as PS3.18 words it: {@code 299 <service>: text}. */
    public void warn(String text) {
        String service = url("");
        routing.response()
                .headers()
                .add("Warning", "299 " + service.substring(0, service.length() - 1) + ": " + text);
    }

    /**
     * What the client accepts, the dearest first; anything when it does not say. The query
     * parameter of that name goes before the header (PS3.18 section 8.3.3.1).
     */
    public List<MediaType> accepted() {
        String header = query("accept").orElseGet(() -> request().getHeader("Accept"));
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
        return answer(status, contentType, Buffer.buffer(body));
    }

    /** Sends a whole body, in one go. */
    public Uni<Void> answer(int status, String contentType, Buffer body) {
        return ended(() -> {
            routing.response().setStatusCode(status).putHeader("Content-Type", contentType);
            return routing.end(body);
        });
    }

    /** Sends an answer without body. */
    public Uni<Void> answer(int status) {
        return ended(() -> {
            routing.response().setStatusCode(status);
            return routing.end();
        });
    }

    /** Sends a body of known length, as fast as the client reads. */
    public Uni<Void> stream(String contentType, long length, Multi<Buffer> body) {
        routing.response()
                .putHeader("Content-Type", contentType)
                .putHeader("Content-Length", Long.toString(length));
        return sent(body);
    }

    /**
     * Sends a body of unknown length, as fast as the client reads. Once it has begun, a failure can
     * only break the connection off: a client must not take the rest for the whole.
     */
    public Uni<Void> stream(String contentType, Multi<Buffer> body) {
        routing.response().setChunked(true).putHeader("Content-Type", contentType);
        return sent(body);
    }

    /** Reads a part of something. */
    @FunctionalInterface
    public interface PartReader {
        Multi<Buffer> read(long offset, long length);
    }

    /**
     * Sends a body of which a client may ask for a part.
     *
     * @param size bytes of the whole
     */
    public Uni<Void> streamRange(String contentType, long size, PartReader reader) {
        Optional<ByteRange> wanted = ByteRange.of(request().getHeader("Range"), size);
        routing.response().putHeader("Accept-Ranges", "bytes");
        if (wanted.isEmpty()) {
            return stream(contentType, size, reader.read(0, size));
        }
        ByteRange range = wanted.get();
        routing.response().setStatusCode(206).putHeader("Content-Range", range.contentRange(size));
        return stream(contentType, range.length(), reader.read(range.first(), range.length()));
    }

    /**
     * While a piece is on its way to the client, the next one is read; the first one is held until
     * nothing is owed.
     */
    private Uni<Void> sent(Multi<Buffer> body) {
        return body.onItem()
                .call(owed::durable)
                .onItem()
                .transformToUni(this::write)
                .merge(PIECES_ON_THEIR_WAY)
                .collect()
                .last()
                .chain(() -> ended(routing::end))
                .onFailure()
                .invoke(this::forgetBody);
    }

    /** What was said of a body that does not come must not be said of the failure. */
    private void forgetBody() {
        if (!routing.response().headWritten()) {
            List.of("Content-Length", "Content-Range", "Accept-Ranges", "Content-Type")
                    .forEach(routing.response().headers()::remove);
        }
    }

    private Uni<Void> ended(Supplier<Future<Void>> end) {
        return owed.durable()
                .chain(() -> Uni.createFrom().completionStage(() -> end.get().toCompletionStage()));
    }

    private Uni<Void> write(Buffer bytes) {
        return Uni.createFrom()
                .completionStage(() -> routing.response().write(bytes).toCompletionStage());
    }
}
